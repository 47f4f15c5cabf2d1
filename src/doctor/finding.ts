// What a check says. The sentence itself stands in the message catalogues, by id.

export const FINDING_IDS = [
  // In the order of the cause to fix first: formats of the diagnosis, "Which id comes first".
  'credentials/invalid',
  'credentials/expired',
  'key/other-region',
  'alias/not-found',
  'key/not-found',
  'operation/not-cross-account',
  'key/aws-managed',
  'key-policy/principal-deleted',
  'key-policy/principal-invalid',
  'grant/grantee-deleted',
  'principal/other-identity',
  'key-policy/explicit-deny',
  'iam/explicit-deny',
  'boundary/explicit-deny',
  'session/explicit-deny',
  'scp/explicit-deny',
  'rcp/explicit-deny',
  'vpc-endpoint/explicit-deny',
  'key-policy/statement-ineffective',
  'key-policy/condition-not-met',
  'grant/constraint-not-met',
  'key-policy/action-not-granted',
  'grant/operation-not-covered',
  'key-policy/account-statement-conditioned',
  'key-policy/account-statement-narrowed',
  'key-policy/no-account-statement',
  'key-policy/principal-not-named',
  'key-policy/foreign-account-not-named',
  'key-policy/service-not-named',
  'iam/condition-not-met',
  'iam/resource-mismatch',
  'iam/no-allow',
  'boundary/no-allow',
  'session/no-allow',
  'scp/no-allow',
  'vpc-endpoint/no-allow',
  'lockout/caller-not-covered',
  'lockout/caller-iam-missing',
  'alias/other-half-missing',
  'key/other-usage',
  'key/pending-deletion',
  'key/pending-import',
  'key/unavailable',
  'key/disabled',
  'key-policy/unmanageable',
  'trust/explicit-deny',
  'trust/cannot-assume',
  'evidence/simulator-differs',
  'evidence/incomplete',
] as const
export type FindingId = (typeof FINDING_IDS)[number]

export interface Finding {
  readonly id: FindingId
  /** `unknown`: what was missing stands in the sentence. */
  readonly verdict: 'fail' | 'pass' | 'unknown'
  /** Fills the sentence of the catalogue. */
  readonly facts: Readonly<Record<string, string>>
  /** Where it was seen: a statement, an event, AWS's own sentence. */
  readonly evidence: readonly string[]
}

export const rankOf = (id: FindingId): number => FINDING_IDS.indexOf(id)
