// The smallest change of a key policy that gives the asker the action back. Pure: a policy in,
// candidates out; whether one works is for the engine to say.

import { accountRootArn } from '../../base/arn.ts'
import type { Json, JsonObject } from '../../base/json.ts'
import { defaultKeyPolicy } from '../../policy/index.ts'
import { examineKeyPolicy, statementsOf } from '../examine.ts'
import { identityArn, principalsNamedBy } from '../principals.ts'
import { delegates, matches, type PolicyStatement, type Situation } from '../situation.ts'
import type { RemedyId } from './remedy.ts'

export interface Repair {
  readonly id: RemedyId
  readonly policy: JsonObject
  readonly facts: Readonly<Record<string, string>>
}

/** In the order in which to try them: undoing what was done comes before anything new. */
export function repairsOf(situation: Situation): readonly Repair[] {
  const policy = situation.known?.json
  if (policy === undefined) return []
  const { statements } = situation
  const allowing = statements.filter(
    ({ effect, names }) => effect === 'Allow' && names !== 'others',
  )
  const denying = statements.filter(
    (one) => one.effect === 'Deny' && one.names !== 'others' && matches(one),
  )
  if (denying.length > 0) {
    const lifted = withoutDenial(policy, denying, situation)
    return [repairTo('lift-deny', lifted, denying), ...delegating(situation, lifted)]
  }
  return [
    ...rebinding(situation, policy),
    ...mended(allowing, policy),
    ...delegating(situation, policy),
    ...naming(situation, policy),
  ]
}

function repairTo(
  id: RemedyId,
  policy: JsonObject,
  statements: readonly Pick<PolicyStatement, 'sid' | 'index'>[],
): Repair {
  const [{ sid, index } = { sid: undefined, index: 0 }] = statements
  return { id, policy, facts: { statement: sid ?? `Statement[${index}]` } }
}

/** The asker's new self under its old name: putting the same policy binds the name anew. */
function rebinding({ known, actor }: Situation, policy: JsonObject): readonly Repair[] {
  const arn = identityArn(actor.principal)
  const isMadeAgain = known?.named.some(({ value, fate }) => value === arn && fate === 'recreated')
  return isMadeAgain ? [{ id: 'name-principal', policy, facts: { named: arn } }] : []
}

/** A statement that names the asker or the account, and fails by one element. */
function mended(statements: readonly PolicyStatement[], policy: JsonObject): readonly Repair[] {
  return statements.flatMap((statement) => {
    const { action, condition, resource, lacks, index } = statement
    if (action && resource && !condition) {
      const { Condition: _lifted, ...rest } = statementsOf(policy)[index] ?? {}
      return repairTo('lift-condition', replaceStatement(policy, index, rest), [statement])
    }
    if (condition && (lacks.length > 0 || (action && !resource))) {
      const old = statementsOf(policy)[index] ?? {}
      const whole = { ...old, Action: old.Action ?? 'kms:*', Resource: '*' }
      return repairTo('complete-statement', replaceStatement(policy, index, whole), [statement])
    }
    return []
  })
}

/** The account statement, as it was last, else as KMS writes it. */
function delegating(situation: Situation, policy: JsonObject): readonly Repair[] {
  const lost = lastDelegation(situation)
  const standard = statementsOf(defaultKeyPolicy(situation.keyAccount))[0] ?? {}
  return [lost ?? standard, standard].map((statement) => {
    const present = statementsOf(policy).findIndex(
      (one) => sameSid(one, statement) && isOfAccount(one, situation.keyAccount),
    )
    const facts = { statement: sidOf(statement), account: situation.keyAccount }
    return present < 0
      ? { id: 'restore-account-statement', policy: insertFirst(policy, statement), facts }
      : {
          id: 'widen-account-statement',
          policy: replaceStatement(policy, present, statement),
          facts,
        }
  })
}

function lastDelegation({ evidence, known, request }: Situation): JsonObject | undefined {
  const earlier = evidence.versions.filter((version) => version !== known?.version)
  const lost = earlier.findLast(({ json }) => examineKeyPolicy(json, request).some(delegates))
  if (lost === undefined) return undefined
  return examineKeyPolicy(lost.json, request).find(delegates)?.json
}

/** The asker beside those whom the policy lets manage the key. */
function naming({ statements, actor, keyArn }: Situation, policy: JsonObject): readonly Repair[] {
  const arn = identityArn(actor.principal)
  const administration = statements.find(
    ({ effect, action, condition, json }) =>
      effect === 'Allow' && action && condition && principalsNamedBy(json).length > 0,
  )
  if (administration === undefined) return []
  const old = statementsOf(policy)[administration.index] ?? {}
  const names = [...principalsNamedBy(old), arn]
  const wider = { ...old, Principal: { AWS: names } }
  return [
    {
      id: 'name-principal',
      policy: replaceStatement(policy, administration.index, wider),
      facts: { named: arn, key: keyArn },
    },
  ]
}

/** Without the asker's name; a Deny that names only the asker, or everybody, goes as a whole. */
function withoutDenial(
  policy: JsonObject,
  denying: readonly PolicyStatement[],
  { actor }: Situation,
): JsonObject {
  const own = new Set([identityArn(actor.principal), actor.principal.arn])
  const hit = new Set(denying.map(({ index }) => index))
  const kept = statementsOf(policy).flatMap((statement, index): readonly JsonObject[] => {
    if (!hit.has(index)) return [statement]
    const names = principalsNamedBy(statement)
    const others = names.filter((name) => !own.has(name))
    const isList = statement.Principal !== undefined && others.length < names.length
    return isList && others.length > 0 ? [{ ...statement, Principal: { AWS: others } }] : []
  })
  return { ...policy, Statement: kept }
}

function replaceStatement(policy: JsonObject, index: number, by: JsonObject): JsonObject {
  return { ...policy, Statement: statementsOf(policy).with(index, by) }
}

function insertFirst(policy: JsonObject, statement: JsonObject): JsonObject {
  return { ...policy, Statement: [statement, ...statementsOf(policy)] }
}

const sidOf = ({ Sid }: JsonObject): string => (typeof Sid === 'string' ? Sid : 'Statement[0]')

const sameSid = (one: JsonObject, other: JsonObject): boolean =>
  one.Sid !== undefined && one.Sid === other.Sid

function isOfAccount(statement: JsonObject, account: string): boolean {
  const names: readonly Json[] = principalsNamedBy(statement)
  return names.includes(account) || names.includes(accountRootArn(account))
}
