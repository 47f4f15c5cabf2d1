// Who gained and who lost what, when one key policy took another's place.

import { parseAccountId, type AccountId } from '../base/account-id.ts'
import { accountRootArn, parseArn } from '../base/arn.ts'
import type { JsonObject } from '../base/json.ts'
import { diffAccess, type WorldAccount, type WorldIdentity } from '../policy/index.ts'
import { named } from './examine.ts'
import { principalsNamedIn } from './principals.ts'

export interface AccessChange {
  /** ARN, the name of a service, or `*`. The account's root: whomever its IAM policies allow. */
  readonly principal: string
  /** Actions on keys; `kms:*` for all that a key policy can give. */
  readonly gains: readonly string[]
  readonly loses: readonly string[]
  /** Allowed before and after, under other conditions. */
  readonly changes: readonly string[]
}

/**
 * By the key policies alone, for the IAM policies of that time are not known: a principal of the
 * account has what a statement gives it by name, and what is left to IAM policies is told of the
 * account. Other accounts' are taken to allow what the key policy does. `identities`: users and
 * roles of the account whose IAM policies are known; they count.
 */
export function accessChanges(
  keyArn: string,
  before: JsonObject,
  after: JsonObject,
  identities: readonly WorldIdentity[] = [],
): readonly AccessChange[] {
  const account = parseAccountId(parseArn(keyArn)?.account ?? '')
  if (account === undefined) return []
  const difference = (from: JsonObject, to: JsonObject) => {
    const [had, has] = [named('before', from), named('after', to)]
    const names = [...new Set([from, to].flatMap(principalsNamedIn))]
    const accounts = [accountOf(account, names, identities)]
    return diffAccess(had, has, { key: { arn: keyArn, account, policy: has }, accounts })
  }
  const [all] = difference(policyOf([]), policyOf([everything(account)]))
  const shortened = (actions: readonly string[]): readonly string[] =>
    actions.length === all?.gains.length ? ['kms:*'] : actions
  return difference(before, after).map(({ principal, gains, loses, changes }) => ({
    principal,
    gains: shortened(gains),
    loses: shortened(loses),
    changes: shortened(changes),
  }))
}

/** Those that the policies name and those that are known, the former without IAM policies. */
function accountOf(
  id: AccountId,
  names: readonly string[],
  known: readonly WorldIdentity[],
): WorldAccount {
  const isKnown = (arn: string) => known.some((one) => one.arn === arn)
  const own = names.filter((name) => parseArn(name)?.account === id && name !== accountRootArn(id))
  const named = own.filter((arn) => !isKnown(arn)).map((arn) => ({ arn, policies: [] }))
  const identities: readonly WorldIdentity[] = [...named, ...known]
  const isUser = ({ arn }: WorldIdentity) => arn.includes(':user/')
  return {
    id,
    users: identities.filter(isUser),
    roles: identities.filter((identity) => !isUser(identity)),
  }
}

const policyOf = (Statement: readonly JsonObject[]): JsonObject => ({
  Version: '2012-10-17',
  Statement,
})

const everything = (account: string): JsonObject => ({
  Effect: 'Allow',
  Principal: { AWS: accountRootArn(account) },
  Action: 'kms:*',
  Resource: '*',
})
