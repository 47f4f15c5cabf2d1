// One statement, element by element: whom it names, and which element keeps it from matching.
// Every answer is the engine's: a statement is asked with all but one element opened wide.

import type { Json, JsonObject } from '../base/json.ts'
import { isJsonObject } from '../base/json.ts'
import { compilePolicy, decide, readPolicy, readPolicyJson } from '../policy/index.ts'
import type {
  AuthorizationRequest,
  NamedPolicy,
  PoliciesInForce,
  PolicyRead,
} from '../policy/index.ts'
import { documentText } from './document-text.ts'

export interface ExaminedStatement {
  /** From 0. */
  readonly index: number
  readonly sid: string | undefined
  readonly effect: 'Allow' | 'Deny'
  /**
   * `subject`: it names who asks. `everybody`: `*`, or all but those listed. `account`: it
   * delegates to the account's IAM policies. A statement of an identity policy names its owner.
   */
  readonly names: 'subject' | 'everybody' | 'account' | 'others'
  readonly action: boolean
  readonly resource: boolean
  readonly condition: boolean
  /** Stored without it, and therefore without effect. */
  readonly lacks: readonly ('Action' | 'Resource')[]
  readonly json: JsonObject
}

const everything: NamedPolicy = named('everything', {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
})

export function examineKeyPolicy(
  policy: JsonObject,
  request: AuthorizationRequest,
): readonly ExaminedStatement[] {
  const asks = (statement: JsonObject, identity: readonly NamedPolicy[]) => {
    const resource = named('key policy', { ...policy, Statement: [statement] })
    return allows(request, { identity, resource: { ...resource, kind: 'keyPolicy' } })
  }
  return statementsOf(policy).map((json, index) => {
    const open = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }
    const whom = pick(json, ['Principal', 'NotPrincipal'])
    const onlyPrincipal = { Effect: 'Allow', ...whom, Action: '*', Resource: '*' }
    const isMet = asks(onlyPrincipal, [])
    const isDelegated = asks(onlyPrincipal, [everything])
    return {
      ...elementsOf(json, index, open, (statement) => asks(statement, [everything])),
      names: isMet ? nameMet(whom) : isDelegated ? 'account' : 'others',
    }
  })
}

function nameMet(whom: JsonObject): 'subject' | 'everybody' {
  return 'NotPrincipal' in whom || JSON.stringify(whom).includes('"*"') ? 'everybody' : 'subject'
}

export function examineIdentityPolicy(
  policy: JsonObject,
  request: AuthorizationRequest,
): readonly ExaminedStatement[] {
  // The key policy of the question delegates, so that the identity policy alone settles it.
  const delegating = named('key policy', delegationTo(request))
  const asks = (statement: JsonObject) =>
    allows(request, {
      identity: [named('identity policy', { ...policy, Statement: [statement] })],
      resource: { ...delegating, kind: 'keyPolicy' },
    })
  return statementsOf(policy).map((json, index) => ({
    ...elementsOf(json, index, { Effect: 'Allow', Action: '*', Resource: '*' }, asks),
    names: 'subject',
  }))
}

function elementsOf(
  json: JsonObject,
  index: number,
  open: JsonObject,
  asks: (statement: JsonObject) => boolean,
): Omit<ExaminedStatement, 'names'> {
  const action = pick(json, ['Action', 'NotAction'])
  const resource = pick(json, ['Resource', 'NotResource'])
  return {
    index,
    sid: typeof json.Sid === 'string' ? json.Sid : undefined,
    effect: json.Effect === 'Deny' ? 'Deny' : 'Allow',
    action: asks(replacing(open, 'Action', action)),
    resource: asks(replacing(open, 'Resource', resource)),
    condition: asks({ ...open, ...pick(json, ['Condition']) }),
    lacks: [
      ...(Object.keys(action).length === 0 ? (['Action'] as const) : []),
      ...(Object.keys(resource).length === 0 ? (['Resource'] as const) : []),
    ],
    json,
  }
}

/** `open` with one element as the statement has it: absent, where the statement has none. */
function replacing(open: JsonObject, element: string, by: JsonObject): JsonObject {
  const rest = Object.entries(open).filter(([name]) => name !== element)
  return { ...Object.fromEntries(rest), ...by }
}

function delegationTo({ resourceAccount = '' }: AuthorizationRequest): JsonObject {
  const Principal = { AWS: resourceAccount }
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: '*', Resource: '*' }],
  }
}

function allows(
  request: AuthorizationRequest,
  policies: Pick<PoliciesInForce, 'identity' | 'resource'>,
): boolean {
  const none = { serviceControl: [], resourceControl: [], grants: [] }
  return decide(request, { ...none, ...policies }).outcome === 'allow'
}

/** A policy that the engine can ask; one that cannot be read says nothing. */
export function named(name: string, json: Json): NamedPolicy {
  return compiled(name, readPolicyJson(json))
}

/** The same with the lines at which its statements stand in the document as it is shown. */
export function namedWithLines(name: string, json: Json): NamedPolicy {
  return compiled(name, readPolicy(documentText(json), { positions: true }))
}

function compiled(name: string, read: PolicyRead): NamedPolicy {
  const nothing = { version: '2012-10-17', statements: [], json: {} } as const
  return { name, policy: compilePolicy('document' in read ? read.document : nothing) }
}

export function statementsOf({ Statement }: JsonObject): readonly JsonObject[] {
  const list: readonly Json[] = Array.isArray(Statement) ? Statement : [Statement ?? null]
  return list.filter((statement) => isJsonObject(statement))
}

function pick(json: JsonObject, members: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(json).filter(([name]) => members.includes(name)))
}
