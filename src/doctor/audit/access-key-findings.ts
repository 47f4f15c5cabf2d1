// Access keys of those who can change a key policy: whoever finds one can lock everybody out.

import { dayMs } from '../../base/sizes.ts'
import { accountRootArn } from '../../base/arn.ts'
import type { AccountEvidence } from '../evidence/account.ts'
import type { AccessKey } from '../evidence/account/access-keys.ts'
import { gotOf } from '../evidence/answer.ts'
import type { AuditFinding } from './rule.ts'

const AGE_DAYS_MAX = 90
const UNUSED_DAYS_MAX = 90

export interface AccountFinding extends AuditFinding {
  /** ARN of a user, or of the root user. */
  readonly principal: string
}

/** Whoever administers keys, and one of them. */
export interface Administrator {
  readonly arn: string
  readonly name: string
  readonly keys: number
  readonly example: string
}

export function accessKeyFindings(
  account: AccountEvidence,
  administrators: readonly Administrator[],
  accessKeys: readonly AccessKey[],
  now: Date,
): readonly AccountFinding[] {
  const found = accessKeys.flatMap((key) => {
    const owner = administrators.find(({ name }) => name === key.user)
    return owner ? ofKey(key, owner, now) : []
  })
  return [...ofRoot(account, administrators), ...found]
}

/** The root user counts where it administers a key; it does by the default key policy. */
function ofRoot(account: AccountEvidence, administrators: readonly Administrator[]) {
  const arn = accountRootArn(account.id)
  const root = administrators.find((one) => one.arn === arn)
  if (!root || gotOf(account.rootAccessKeys) !== true) return []
  return [finding('audit/root-access-key', 'high', root, {})]
}

function ofKey(
  { id = '-', createdAt, usedAt }: AccessKey,
  owner: Administrator,
  now: Date,
): readonly AccountFinding[] {
  const age = daysSince(createdAt, now)
  const unused = daysSince(usedAt ?? createdAt, now)
  const used = usedAt?.toISOString().slice(0, 10) ?? '-'
  const facts = { key: id, age: String(age), unused: String(unused), used }
  return [
    ...(age > AGE_DAYS_MAX ? [finding('audit/old-access-key', 'medium', owner, facts)] : []),
    ...(unused > UNUSED_DAYS_MAX
      ? [finding('audit/unused-access-key', 'medium', owner, facts)]
      : []),
  ]
}

function finding(
  rule: AuditFinding['rule'],
  severity: AuditFinding['severity'],
  { arn, keys, example }: Administrator,
  facts: AuditFinding['facts'],
): AccountFinding {
  return {
    ...{ rule, severity, principal: arn, verdict: 'fail', evidence: [] },
    facts: { ...facts, principal: arn, keys: String(keys) },
    next: ['who-can', 'change-policy', example],
  }
}

const daysSince = (time: Date | undefined, now: Date): number =>
  time === undefined ? 0 : Math.floor((now.getTime() - time.getTime()) / dayMs)
