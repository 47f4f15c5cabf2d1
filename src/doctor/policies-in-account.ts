// The policies that decide one request, as the account holds them: what the engine is given, and
// what could not be seen of it.

import { parseArn } from '../base/arn.ts'
import { isJsonObject, parseJson } from '../base/json.ts'
import { resourcePolicyKind, type PoliciesInForce } from '../policy/index.ts'
import type { Connection } from './connection.ts'
import {
  gotOf,
  isAbsent,
  isUnseen,
  reasonOf,
  type Failed,
  type Refused,
} from './evidence/answer.ts'
import { askGuardrails } from './evidence/account/guardrails.ts'
import { askCallerIdentity } from './evidence/caller-identity.ts'
import { askEntity, entityNameOf } from './evidence/entity.ts'
import { askIdentity, whereOf, type Where } from './evidence/evidence.ts'
import { askKey } from './evidence/key.ts'
import { askKeyPolicy } from './evidence/key-policy.ts'
import { askNamedPrincipals } from './evidence/named-principals.ts'
import { named } from './examine.ts'
import { doctorFailure } from './failure.ts'
import { keyUnknown } from './history.ts'
import { bindPrincipals } from './rebuild.ts'

export interface SeenInAccount {
  readonly where: Where
  /** The ARN of what was asked about; a key may be named by its alias. */
  readonly resource: string
  readonly uniqueId: string | undefined
  /** With its path, where the principal is a role or a session of one. */
  readonly roleArn: string | undefined
  readonly policies: PoliciesInForce
  /** Of the principal's and the resource's own policies: what is in there may decide. */
  readonly unseen: readonly UnseenPolicies[]
  /** Of the organization's guardrails, which may stop what the others allow. */
  readonly unseenGuardrails: readonly UnseenPolicies[]
}

export interface UnseenPolicies {
  readonly question: string
  readonly permission: string
}

interface Asked {
  readonly principal: string
  readonly action: string
  readonly resource: string
}

export async function policiesInAccount(
  connection: Connection,
  { principal, action, resource }: Asked,
): Promise<SeenInAccount> {
  const caller = await askCallerIdentity(connection)
  if ('rejected' in caller) throw doctorFailure('aws', caller)
  const where = await whereOf(connection, caller.account)
  const [identity, owner] = await Promise.all([
    askIdentity(connection, principal, where.account),
    resourceOf(connection, { action, resource }, where),
  ])
  const guardrails = await askGuardrails(connection, {
    subjectAccount: parseArn(principal)?.account,
    keyAccount: parseArn(owner.arn)?.account,
  })
  if (isAbsent(identity.entity)) {
    throw doctorFailure('principalNotInAccount', { principal, account: where.account })
  }
  const entity = gotOf(identity.entity)
  const { policies, boundary, unseen } = identity.policies
  const read = ({ name, text }: { readonly name: string; readonly text: string }) =>
    named(name, parseJson(text) ?? null)
  return {
    where,
    resource: owner.arn,
    uniqueId: entity?.uniqueId,
    roleArn: entity?.kind === 'role' ? entity.arn : undefined,
    policies: {
      identity: policies.map(read),
      ...(boundary && { boundary: [read(boundary)] }),
      serviceControl: guardrails.serviceControl,
      resourceControl: guardrails.resourceControl,
      grants: [],
      ...(owner.policy && { resource: owner.policy }),
    },
    unseen: [...unseen, ...owner.unseen].map(unseenPolicies),
    unseenGuardrails: guardrails.unseen.map(unseenPolicies),
  }
}

const unseenPolicies = (answer: Refused | Failed): UnseenPolicies => ({
  question: reasonOf(answer),
  permission: answer.by,
})

interface Owner {
  readonly arn: string
  readonly policy?: NonNullable<PoliciesInForce['resource']>
  readonly unseen: readonly (Refused | Failed)[]
}

async function resourceOf(
  connection: Connection,
  { action, resource }: Omit<Asked, 'principal'>,
  where: Where,
): Promise<Owner> {
  switch (resourcePolicyKind(action)) {
    case 'keyPolicy':
      return resource === '*' ? { arn: resource, unseen: [] } : keyOf(connection, resource, where)
    case 'trustPolicy':
      return roleOf(connection, resource)
    default:
      return { arn: resource, unseen: [] }
  }
}

async function keyOf(connection: Connection, resource: string, where: Where): Promise<Owner> {
  const { arn } = await askKey(connection, resource, where)
  if (arn === undefined) throw keyUnknown(resource, where)
  const answer = await askKeyPolicy(connection, arn)
  if (isAbsent(answer)) throw keyUnknown(resource, where)
  const json = parseJson(gotOf(answer) ?? '')
  const unseen = isUnseen(answer) ? [answer] : []
  if (!isJsonObject(json)) return { arn, unseen }
  const isOwn = parseArn(arn)?.account === where.account
  const names = isOwn ? await askNamedPrincipals(connection, json, where.account) : []
  // As KMS holds it: whoever is gone is nobody, also when the name is taken again.
  const policy = { ...named('key policy', bindPrincipals(json, names)), kind: 'keyPolicy' } as const
  return { arn, policy, unseen }
}

async function roleOf(connection: Connection, arn: string): Promise<Owner> {
  const name = entityNameOf(arn)
  if (name?.kind !== 'role') return { arn, unseen: [] }
  const answer = await askEntity(connection, name)
  const trust = gotOf(answer)?.trust
  const json = parseJson(trust ?? '')
  const unseen = isUnseen(answer) ? [answer] : []
  if (!isJsonObject(json)) return { arn, unseen }
  return { arn, policy: { ...named('trust policy', json), kind: 'trustPolicy' }, unseen }
}
