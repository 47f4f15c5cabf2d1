import type { ResourcePolicy } from './types.ts'

/** How the policy of the resource that an action is about stands to identity policies. */
export function resourcePolicyKind(action: string): ResourcePolicy['kind'] {
  const lower = action.toLowerCase()
  if (lower.startsWith('kms:')) return 'keyPolicy'
  return lower.startsWith('sts:') ? 'trustPolicy' : 'resourcePolicy'
}
