// In the order in which findings of one severity are told.

export const KEY_RULE_IDS = [
  'audit/unmanageable',
  'audit/open-to-world',
  'audit/open-to-world-conditioned',
  'audit/pending-deletion-in-use',
  'audit/administrators-deleted',
  'audit/readable-by-nobody',
  'audit/one-administrator',
  'audit/no-delegation',
  'audit/delegation-narrowed',
  'audit/delegation-conditioned',
  'audit/open-to-accounts',
  'audit/grantee-deleted',
  'audit/grant-outlives-policy',
  'audit/retiring-principal-deleted',
  'audit/pending-deletion',
  'audit/disabled',
  'audit/rotation-off',
  'audit/policy-unseen',
] as const

export const ACCOUNT_RULE_IDS = [
  'audit/root-access-key',
  'audit/old-access-key',
  'audit/unused-access-key',
] as const

export const RULE_IDS = [...KEY_RULE_IDS, ...ACCOUNT_RULE_IDS] as const
export type RuleId = (typeof RULE_IDS)[number]
