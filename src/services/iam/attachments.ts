// Managed policies on a user, role or group.

import { mustFirst, policyNotAttachable, policyNotFound, quotaExceeded } from './errors.ts'
import { limits } from './limits.ts'
import type { AttachedPolicy } from './model.ts'
import type { Page, PageInput } from './paging.ts'
import { listed, takePage } from './paging.ts'
import type { IdentityKind } from './resources/identities.ts'
import { requirePolicyArn } from './resources/managed-policies.ts'
import type { ManagedPolicies } from './resources/managed-policies.ts'
import { attachedShape } from './shapes.ts'
import type { IdentityRow } from './tables.ts'

const quotas: Readonly<Record<IdentityKind, string>> = {
  user: 'PoliciesPerUser',
  role: 'PoliciesPerRole',
  group: 'PoliciesPerGroup',
}

/** The row with the policy attached; attaching it twice changes nothing. */
export function withAttached<Value extends IdentityRow>(
  kind: IdentityKind,
  row: Value,
  arn: string,
  policies: ManagedPolicies,
): Value {
  requirePolicyArn(arn)
  if (!policies.find(arn)) throw policyNotAttachable(arn)
  if (row.attachedPolicies.includes(arn)) return row
  const max = limits.policiesPerIdentityMax
  if (row.attachedPolicies.length >= max) throw quotaExceeded(quotas[kind], max)
  return { ...row, attachedPolicies: [...row.attachedPolicies, arn] }
}

export function withoutAttached<Value extends IdentityRow>(row: Value, arn: string): Value {
  requirePolicyArn(arn)
  if (!row.attachedPolicies.includes(arn)) throw policyNotFound(arn)
  return { ...row, attachedPolicies: row.attachedPolicies.filter((other) => other !== arn) }
}

export function pageOfAttached(
  row: IdentityRow,
  { PathPrefix = '/', ...page }: PageInput & { readonly PathPrefix?: string | undefined },
): Page<AttachedPolicy> {
  const below = row.attachedPolicies.filter((arn) =>
    arn.slice(arn.indexOf(':policy/') + ':policy'.length).startsWith(PathPrefix),
  )
  const { items, position } = takePage(page, listed(below, String))
  return { items: items.map(attachedShape), position }
}

/** What carries policies cannot be deleted. */
export function requireNoPolicies({ attachedPolicies, inlinePolicies }: IdentityRow): void {
  if (attachedPolicies.length > 0) throw mustFirst('detach all policies')
  if (Object.keys(inlinePolicies).length > 0) throw mustFirst('delete policies')
}
