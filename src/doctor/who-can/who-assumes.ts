// Who may become a role: one hop, by its trust policy and, where that leaves it to them, by the
// IAM policies of the account.

import { isJsonObject, parseJson, type JsonObject } from '../../base/json.ts'
import { principalsOf, whoCan, type AccessWorld } from '../../policy/index.ts'
import type { AccountEvidence } from '../evidence/account.ts'
import { named, statementsOf } from '../examine.ts'

export interface Assumer {
  /** ARN, a service, or an identity provider. */
  readonly principal: string
  readonly verdict: 'allowed' | 'conditional'
}

/** Undefined: the trust policy could not be seen. */
export function whoAssumes(
  roleArn: string,
  account: AccountEvidence,
): readonly Assumer[] | undefined {
  return assumersOf(roleArn, account.principals.get(roleArn)?.trust ?? '', account)
}

/** The same of a trust policy as JSON text. */
export function assumersOf(
  roleArn: string,
  text: string,
  account: Pick<AccountEvidence, 'id' | 'world'>,
): readonly Assumer[] | undefined {
  const trust = parseJson(text)
  if (!isJsonObject(trust)) return undefined
  const policy = named('trust policy', asKeyPolicy(trust))
  const world: AccessWorld = {
    key: { arn: roleArn, account: account.id, policy },
    accounts: [account.world],
  }
  // AWS lets no root user assume a role.
  const assumers = whoCan('sts:AssumeRole', world)
    .filter(({ principal }) => !principal.endsWith(`:${account.id}:root`))
    .map(({ principal, verdict }) => ({ principal, verdict }))
  const providers = principalsOf(policy.policy.document)
    .filter(({ type, statement }) => type === 'Federated' && statement.effect === 'Allow')
    .map(({ value }) => ({ principal: value, verdict: 'conditional' }) as const)
  return [...assumers, ...providers]
}

/** The two decide alike, but a trust policy has no Resource: it stands on the one it is about. */
function asKeyPolicy(trust: JsonObject): JsonObject {
  const Statement = statementsOf(trust).map((statement) => ({ ...statement, Resource: '*' }))
  return { ...trust, Statement }
}
