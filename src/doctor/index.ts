// The doctor as a library: `sparekey/doctor`. It speaks to AWS only through the AWS SDK, so that
// it works on a real account and on a stack alike.

export { proposeTrailTable, type TrailTableProposal } from './athena/propose-trail-table.ts'
export {
  clientOf,
  connect,
  disconnect,
  type AwsCredentials,
  type Connection,
  type ConnectOptions,
} from './connection.ts'
export { askCallerIdentity } from './evidence/caller-identity.ts'
export { shellLine, type CommandLine } from './command-line.ts'
export { diagnose, exitCode, type DiagnoseOptions } from './diagnose.ts'
export type { Diagnosis, SaidFinding, SaidRemedy } from './diagnosis.ts'
export { FINDING_IDS, type FindingId } from './finding.ts'
export { DoctorFailure } from './failure.ts'
export {
  history,
  versionAt,
  type DeclaredEntry,
  type History,
  type HistoryEntry,
  type HistoryOptions,
} from './history.ts'
export { declaredPolicies } from './declared/declared-policies.ts'
export type { DeclaredPolicy } from './declared/declared-policy.ts'
export { keepVersions } from './keep-versions.ts'
export type { Proposal, Reach, SearchStep } from './reach.ts'
export {
  applyRecovery,
  planRecovery,
  type ApplyOptions,
  type Recovery,
  type RecoveryOptions,
  type RecoveryPlan,
} from './recovery.ts'
export {
  renderHistoryJson,
  renderHistoryText,
  renderPolicyAtJson,
  renderPolicyAtText,
} from './report/history-text.ts'
export { renderProposalText, renderStepText } from './report/proposal-text.ts'
export { diagnosisSchema } from './report/diagnosis-schema.ts'
export { renderJson } from './report/json.ts'
export type { TextOptions } from './report/page.ts'
export { renderPlanText, renderRecoveryText } from './report/recovery-text.ts'
export { renderText } from './report/text.ts'
export type { Language } from './report/words/words.ts'
