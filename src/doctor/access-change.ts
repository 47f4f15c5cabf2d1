// Who gained and who lost what, when one key policy took another's place.

import { parseAccountId } from '../base/account-id.ts'
import { accountRootArn, parseArn } from '../base/arn.ts'
import type { JsonObject } from '../base/json.ts'
import { diffAccess } from '../policy/index.ts'
import { named } from './examine.ts'

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
 * By the key policies alone: IAM policies of that time are not known, and are taken to allow what
 * the key policy leaves to them.
 */
export function accessChanges(
  keyArn: string,
  before: JsonObject,
  after: JsonObject,
): readonly AccessChange[] {
  const account = parseAccountId(parseArn(keyArn)?.account ?? '')
  if (account === undefined) return []
  const difference = (from: JsonObject, to: JsonObject) => {
    const [had, has] = [named('before', from), named('after', to)]
    return diffAccess(had, has, { key: { arn: keyArn, account, policy: has }, accounts: [] })
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
