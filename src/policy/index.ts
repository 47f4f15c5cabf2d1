// The policy engine: documents in, decisions with their reasons out. It reads no clock and no
// store; everything that has a say comes in as a value.

export { type CaseResult, type CasesRun, runCases } from './cases.ts'
export { compilePolicy, type CompiledPolicy, type CompiledStatement } from './compile.ts'
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
export { explain, type Explanation, type LayerExplanation } from './explain.ts'
export { policyLimits } from './limits.ts'
export { accountNamedBy } from './match/principal.ts'
export type { FailedElement, NearMiss } from './near-miss.ts'
export { type AccessDenied, parseAccessDenied } from './parse-access-denied.ts'
export { mapPrincipals, type NamedPrincipal, principalsOf } from './principals.ts'
export { printPolicy } from './print-policy.ts'
export type { PolicyProblem, ProblemKind } from './problem.ts'
export { type PolicyRead, readPolicy, readPolicyJson } from './read-policy.ts'
export type { ContextValue, RequestContext } from './request-context.ts'
export { accessDeniedSentence, type ResourceMention } from './sentence.ts'
export * from './types.ts'
export { validateIdentityPolicy, validateKeyPolicy, validateTrustPolicy } from './validate.ts'
