// The policy engine: documents in, decisions with their reasons out. It reads no clock and no
// store; everything that has a say comes in as a value.

export type {
  AccessWorld,
  WorldAccount,
  WorldContext,
  WorldIdentity,
  WorldKey,
  WorldUser,
} from './access/access-world.ts'
export { isUseOfKey } from './access/action-groups.ts'
export { accessTo, type ConstrainedAccess } from './access/constrained-access.ts'
export { type AccessDifference, diffAccess, keyActions } from './access/diff-access.ts'
export { explainAccess } from './access/explain-access.ts'
export {
  checkLockout,
  LOCKOUT_SENTENCE,
  lockoutCheck,
  type LockoutCaller,
} from './access/lockout-check.ts'
export { type Obstacle, obstaclesOf, type ObstaclesFound } from './access/obstacles.ts'
export type { OpenStatement } from './access/open-policies.ts'
export { type Access, accessBy, type ActionAccess, whoCan } from './access/who-can.ts'
export { type CaseResult, type CasesRun, runCases } from './cases.ts'
export { compilePolicy, type CompiledPolicy, type CompiledStatement } from './compile.ts'
export { isSameAccountOnly } from './cross-account.ts'
export { conditionOperators } from './condition/operator.ts'
export { decide } from './decide.ts'
export { defaultKeyPolicy } from './default-key-policy.ts'
export { delegationsTo } from './delegation.ts'
export {
  type ClauseValue,
  diffPolicies,
  type PolicyChange,
  type StatementDifference,
} from './diff-policies.ts'
export {
  type Condition,
  type Effect,
  type PatternClause,
  type PolicyDocument,
  type PolicyVersion,
  type PrincipalClause,
  type PrincipalName,
  type PrincipalType,
  type Statement,
} from './document.ts'
export { explain, type Explanation, type LayerExplanation, rule, type Ruling } from './explain.ts'
export { policyLimits } from './limits.ts'
export { type LintFinding, type LintId, SEVERITIES, type Severity } from './lint/finding.ts'
export { lint } from './lint/lint.ts'
export type { LintOptions } from './lint/subject.ts'
export { actionNames, actionsMatching, keyNames, type KnownAction } from './lint/vocabulary.ts'
export { type LintText, lintText } from './lint/words/words.ts'
export { accountNamedBy } from './match/principal.ts'
export type { FailedElement, NearMiss } from './near-miss.ts'
export { type AccessDenied, parseAccessDenied } from './parse-access-denied.ts'
export {
  mapPrincipals,
  mapPrincipalsJson,
  type NamedPrincipal,
  principalsOf,
} from './principals.ts'
export { printPolicy } from './print-policy.ts'
export type { PolicyProblem, ProblemKind } from './problem.ts'
export { type PolicyRead, readPolicy, readPolicyJson } from './read-policy.ts'
export type { ContextValue, RequestContext } from './request-context.ts'
export { accessDeniedSentence, type ResourceMention } from './sentence.ts'
export { resourcePolicyKind } from './resource-policy-kind.ts'
export { type KnownOfPrincipal, signedPrincipal } from './signed-principal.ts'
export * from './types.ts'
export {
  validateEndpointPolicy,
  validateIdentityPolicy,
  validateKeyPolicy,
  validateResourceControlPolicy,
  validateServiceControlPolicy,
  validateTrustPolicy,
} from './validate.ts'
export { variablesIn } from './variables.ts'
