// From ARNs to the principals of the engine, and the names in a policy.

import { parseAccountId } from '../base/account-id.ts'
import { arnOf, parseArn } from '../base/arn.ts'
import type { Json, JsonObject } from '../base/json.ts'
import { isJsonObject } from '../base/json.ts'
import type { ServicePrincipal, SignedPrincipal } from '../base/principal.ts'
import { statementsOf } from './examine.ts'

/** About whom the doctor can be asked: whoever signs, or a service in its own name. */
export type AskingPrincipal = SignedPrincipal | ServicePrincipal

/** `logs.us-east-1.amazonaws.com`. */
const SERVICE = /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/

export interface KnownOfPrincipal {
  /** `AIDA…`, or `AROA…` of the role. */
  readonly uniqueId?: string | undefined
  /** With its path, when IAM told it: a session's ARN has none. */
  readonly roleArn?: string | undefined
}

/** Who asks, from the ARN that STS or IAM writes, or a service's name; undefined for others. */
export function principalOf(
  arn: string,
  known: KnownOfPrincipal = {},
): AskingPrincipal | undefined {
  if (SERVICE.test(arn)) return { type: 'service', arn, account: undefined }
  const parts = parseArn(arn)
  const account = parts && parseAccountId(parts.account)
  if (!parts || !account) return undefined
  const [kind, ...rest] = parts.resource.split('/')
  const name = rest.at(-1) ?? ''
  const { uniqueId } = known
  switch (kind) {
    case 'root':
      return { type: 'root', arn, account }
    case 'user':
      return { type: 'user', arn, account, userName: name, uniqueId }
    case 'federated-user':
      return { type: 'federatedUser', arn, account, userName: name }
    case 'role':
      return roleSession(account, arn, name, undefined, uniqueId)
    case 'assumed-role': {
      const [role = '', session] = rest
      const roleArn = known.roleArn ?? arnOf('iam', '', account, `role/${role}`)
      return roleSession(account, roleArn, role, session, uniqueId)
    }
    default:
      return undefined
  }
}

function roleSession(
  account: NonNullable<SignedPrincipal['account']>,
  roleArn: string,
  role: string,
  sessionName: string | undefined,
  uniqueId: string | undefined,
): SignedPrincipal {
  return {
    type: 'assumedRole',
    arn: arnOf('sts', '', account, `assumed-role/${role}/${sessionName ?? '*'}`),
    account,
    roleArn,
    sessionName,
    uniqueId,
    isServiceLinkedRole: roleArn.includes(':role/aws-service-role/'),
  }
}

/** Services act by their statement in the key policy: nobody attaches policies to them. */
export const isOfService = (principal: AskingPrincipal): boolean =>
  principal.type === 'service' ||
  (principal.type === 'assumedRole' && principal.isServiceLinkedRole)

/** The IAM identity behind a principal, as a policy names it: the role, not the session. */
export const identityArn = (principal: AskingPrincipal): string =>
  principal.type === 'assumedRole' ? principal.roleArn : principal.arn

/** `user/admin`, `role/Administrator`, `assumed-role/R/S`, `root`. */
export const shortName = (arn: string): string => parseArn(arn)?.resource ?? arn

/** A principal of this account by its short name, any other by its ARN. */
export const shortNameIn = (account: string, arn: string): string =>
  parseArn(arn)?.account === account ? shortName(arn) : arn

export const isUniqueId = (value: string): boolean => /^A(IDA|ROA)[A-Z0-9]{8,}$/.test(value)

/** Every AWS principal that a policy names, once, in the order of the policy. */
export function principalsNamedIn(policy: JsonObject): readonly string[] {
  return [...new Set(statementsOf(policy).flatMap((statement) => principalsNamedBy(statement)))]
}

export function principalsNamedBy({ Principal, NotPrincipal }: JsonObject): readonly string[] {
  return [...awsNames(Principal), ...awsNames(NotPrincipal)]
}

function awsNames(clause: Json | undefined): readonly string[] {
  if (typeof clause === 'string') return [clause]
  const names = isJsonObject(clause) ? clause.AWS : undefined
  const list: readonly Json[] = Array.isArray(names) ? names : [names ?? null]
  return list.filter((name) => typeof name === 'string')
}

/** The IAM identity behind an ARN of STS; the ARN itself when it is none of those. */
export function identityArnOf(arn: string): string {
  const principal = principalOf(arn)
  return principal === undefined ? arn : identityArn(principal)
}

/** Whole ARNs that `aws:PrincipalArn` is compared with: who is let in by name, whoever bears it. */
export function principalsInConditions(policy: JsonObject): readonly string[] {
  const names = statementsOf(policy).flatMap(({ Condition }) =>
    isJsonObject(Condition) ? Object.values(Condition).flatMap(principalArnsIn) : [],
  )
  return [...new Set(names)].filter((name) => parseArn(name) && !/[*?$]/.test(name))
}

function principalArnsIn(terms: Json): readonly string[] {
  if (!isJsonObject(terms)) return []
  const values = Object.entries(terms).flatMap(([key, value]): readonly Json[] =>
    key.toLowerCase() === 'aws:principalarn' ? [value].flat() : [],
  )
  return values.filter((value) => typeof value === 'string')
}

/** The account that key policies are of, by their own word: its root comes before anybody of it. */
export function accountNamedIn(policies: readonly JsonObject[]): string | undefined {
  const names = policies.flatMap(principalsNamedIn)
  const roots = names.filter((name) => name.endsWith(':root') || parseAccountId(name))
  const [first = ''] = [...roots, ...names].map((name) => parseArn(name)?.account ?? name)
  return parseAccountId(first)
}
