// The doctor as a library: `sparekey/doctor`. It speaks to AWS only through the AWS SDK, so that
// it works on a real account and on a stack alike.

export type { AskingProgress } from './asking/asking.ts'
export { printEvidence, type EvidenceFile } from './asking/evidence-file.ts'
export {
  PERMISSION_COMMANDS,
  permissionsPolicy,
  type PermissionCommand,
  type PermissionOptions,
} from './asking/permissions.ts'
export { evidenceLimits, readEvidence } from './asking/read-evidence.ts'
export { recorder, type Recorder } from './asking/recorder.ts'
export { redact } from './asking/redact/redact.ts'
export { collect, type CollectOptions } from './collect.ts'
export { policyNameIn } from './policy-names/say-policy-name.ts'
export { proposeTrailTable, type TrailTableProposal } from './athena/propose-trail-table.ts'
export {
  clientOf,
  connect,
  disconnect,
  type AwsCredentials,
  type Connection,
  type ConnectOptions,
} from './connection.ts'
export { reasonOf } from './evidence/answer.ts'
export { askCallerIdentity } from './evidence/caller-identity.ts'
export { checkExitCode, checkFiles, type CheckOptions } from './check/check-files.ts'
export { CHECK_SEVERITIES, type CheckFinding, type CheckId } from './check/check-finding.ts'
export type { CheckedGrant } from './check/checked-grant.ts'
export type { CheckedPolicy, CheckReport } from './check/checked-policy.ts'
export {
  audit,
  auditExitCode,
  type Audit,
  type AuditOptions,
  type AuditStep,
} from './audit/audit.ts'
export { RULE_IDS, type RuleId } from './audit/rule-ids.ts'
export type { AuditSeverity } from './audit/severity.ts'
export { type CommandLine } from './command-line.ts'
export {
  comparePolicies,
  diffExitCode,
  type DiffOptions,
  type PolicyDiff,
  type PolicySide,
} from './diff-policies.ts'
export type { Where } from './evidence/evidence.ts'
export {
  policiesInAccount,
  type SeenInAccount,
  type UnseenPolicies,
} from './policies-in-account.ts'
export { diagnose, exitCode, type DiagnoseOptions } from './diagnose.ts'
export type { Diagnosis, SaidFinding, SaidRemedy } from './diagnosis.ts'
export { diagnoseError, type ErrorOptions } from './from-error/diagnose-error.ts'
export { readError, type ReadError } from './from-error/read-error.ts'
export { diagnoseProposed, type ProposedOptions } from './proposed/diagnose-proposed.ts'
export type { ProposedPolicy } from './proposed/proposed-policy.ts'
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
export { requireAccount } from './require-account.ts'
export type { Proposal, Reach, SearchStep } from './reach.ts'
export { applyRecovery, type ApplyOptions, type Recovery } from './recovery/apply.ts'
export { planRecovery, type RecoveryOptions, type RecoveryPlan } from './recovery/plan.ts'
export { problemText, RecoveryProblem } from './recovery/problem.ts'
export { renderAuditHtml } from './report/audit/audit-html.ts'
export { renderAuditJson } from './report/audit/audit-json.ts'
export { renderAuditSarif } from './report/audit/audit-sarif.ts'
export { renderAuditText } from './report/audit/audit-text.ts'
export { notReached, sayFinding } from './report/audit/said.ts'
export { renderAuditStep } from './report/audit/step-text.ts'
export { auditWords } from './report/audit/words/words.ts'
export {
  renderHistoryJson,
  renderHistoryText,
  renderPolicyAtJson,
  renderPolicyAtText,
} from './report/history-text.ts'
export { renderCheckGithub } from './report/check/github.ts'
export { renderCheckJson } from './report/check/json.ts'
export { renderCheckSarif } from './report/check/sarif.ts'
export { renderCheckText } from './report/check/text.ts'
export { renderDiffText } from './report/diff/text.ts'
export { renderProposalText, renderStepText } from './report/proposal-text.ts'
export { diagnosisSchema } from './report/diagnosis-schema.ts'
export { renderJson } from './report/json.ts'
export type { TextOptions } from './report/page.ts'
export { renderRecoveryText } from './report/recovery/outcome-text.ts'
export { renderPlanText } from './report/recovery/plan-text.ts'
export { renderText } from './report/text.ts'
export {
  tellDiagnoses,
  type ToldFinding,
  type ToldQuote,
  type ToldReport,
  type ToldWay,
} from './report/told/tell-diagnoses.ts'
export { tellPlan, type ToldPlan } from './report/told/tell-plan.ts'
export { tellRecovery, type ToldRecovery } from './report/told/tell-recovery.ts'
export type { ToldRemedy } from './report/told/tell-remedy.ts'
export { explainFinding } from './report/explain-finding.ts'
export { renderDiagnosisHtml } from './report/html/diagnosis-page.ts'
export { renderWhoCanJson } from './report/who-can/who-can-json.ts'
export { renderWhoCanText } from './report/who-can/who-can-text.ts'
export type { Language } from './report/words/words.ts'
export {
  ACCESS_GROUPS,
  accessOf,
  type AccessGroup,
  type GroupAccess,
  type KeyAccess,
} from './who-can/access-of.ts'
export { askAssumableRoles, type AssumableRoles } from './who-can/assumable-roles.ts'
export { askInventory, type Inventory } from './who-can/inventory.ts'
export { askWhoCan, whoCanExitCode, type WhoCan, type WhoCanOptions } from './who-can/who-can.ts'
