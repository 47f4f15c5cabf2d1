// The grammar that each kind of policy has beyond what every document must be.

import type { PolicyDocument, Statement } from './document.ts'
import { type Path, placeOf, type PolicyProblem, type Report } from './problem.ts'

/**
 * What AWS demands of a key policy. A statement without Action or Resource is refused since
 * 2025-08-18, though one that was stored before stays (without effect). Sids may repeat and hold
 * spaces.
 *
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 */
export function validateKeyPolicy(document: PolicyDocument): readonly PolicyProblem[] {
  return check(document, [principalRequired, actionRequired, resourceRequired])
}

/** An identity-based policy, a permissions boundary or a session policy. */
export function validateIdentityPolicy(document: PolicyDocument): readonly PolicyProblem[] {
  const rules = [principalForbidden, actionRequired, resourceRequired, plainSid]
  return [...check(document, rules), ...duplicateSids(document)]
}

/**
 * An SCP: the whole language of identity-based policies, since 2025-09-19 also conditions,
 * resources and `NotResource` in an Allow.
 *
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
 */
export function validateServiceControlPolicy(document: PolicyDocument): readonly PolicyProblem[] {
  return validateIdentityPolicy(document)
}

/**
 * An RCP: it denies, and it means everybody; whom it spares is for its conditions to say.
 *
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
export function validateResourceControlPolicy(document: PolicyDocument): readonly PolicyProblem[] {
  const rules = [everybodyRequired, denyRequired, actionRequired, plainAction, resourceRequired]
  return [...check(document, [...rules, plainSid]), ...duplicateSids(document)]
}

/**
 * A VPC endpoint's policy: like a resource's, it names whom it lets pass.
 *
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export function validateEndpointPolicy(document: PolicyDocument): readonly PolicyProblem[] {
  return validateKeyPolicy(document)
}

/** A role's trust policy: it names who, and says nothing of a resource, which is the role. */
export function validateTrustPolicy(document: PolicyDocument): readonly PolicyProblem[] {
  return check(document, [principalRequired, actionRequired, resourceForbidden, plainSid])
}

type Rule = (statement: Statement, path: Path, report: Report) => void

function check(document: PolicyDocument, rules: readonly Rule[]): readonly PolicyProblem[] {
  const problems: PolicyProblem[] = []
  if (document.statements.length === 0) {
    const says = 'a policy needs at least one statement'
    problems.push({ kind: 'missingElement', says, place: 'Statement' })
  }
  for (const statement of document.statements) {
    const { line } = statement
    const report: Report = (kind, says, path) => {
      problems.push({ kind, says, place: placeOf(path), ...(line !== undefined && { line }) })
    }
    for (const rule of rules) rule(statement, statementPath(document, statement), report)
  }
  return problems
}

/** A single statement need not stand in a list. */
function statementPath({ json }: PolicyDocument, { index }: Statement): Path {
  return Array.isArray(json.Statement) ? ['Statement', index] : ['Statement']
}

const principalRequired: Rule = ({ principal }, path, report) => {
  if (principal && principal.principals.length > 0) return
  report('missingElement', 'a statement needs at least one principal', [...path, 'Principal'])
}

const principalForbidden: Rule = ({ principal }, path, report) => {
  if (!principal) return
  const element = principal.negated ? 'NotPrincipal' : 'Principal'
  const says = `a policy that is attached to an identity has no \`${element}\``
  report('misplacedElement', says, [...path, element])
}

const everybodyRequired: Rule = ({ principal }, path, report) => {
  const [only, ...more] = principal?.principals ?? []
  const isEverybody = only?.type === 'AWS' && only.value === '*' && more.length === 0
  if (principal && !principal.negated && isEverybody) return
  report('badValue', 'an RCP has `"Principal": "*"`', [...path, 'Principal'])
}

const denyRequired: Rule = ({ effect }, path, report) => {
  if (effect === 'Deny') return
  report('badValue', 'an RCP can only deny', [...path, 'Effect'])
}

const plainAction: Rule = ({ action }, path, report) => {
  if (!action?.negated) return
  report('misplacedElement', 'an RCP has no `NotAction`', [...path, 'NotAction'])
}

const VENDOR_AND_NAME = /^(?:\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$/

const actionRequired: Rule = ({ action }, path, report) => {
  if (!action || action.patterns.length === 0) {
    report('missingElement', 'a statement needs `Action` or `NotAction`', [...path, 'Action'])
    return
  }
  const element = action.negated ? 'NotAction' : 'Action'
  for (const pattern of action.patterns) {
    if (VENDOR_AND_NAME.test(pattern)) continue
    const says = `an action is written \`service:Name\`, not \`${pattern}\``
    report('badValue', says, [...path, element])
  }
}

const resourceRequired: Rule = ({ resource }, path, report) => {
  if (resource && resource.patterns.length > 0) return
  report('missingElement', 'a statement needs `Resource` or `NotResource`', [...path, 'Resource'])
}

const resourceForbidden: Rule = ({ resource }, path, report) => {
  if (!resource) return
  const element = resource.negated ? 'NotResource' : 'Resource'
  report('misplacedElement', `a trust policy has no \`${element}\``, [...path, element])
}

const IAM_SID = /^[A-Za-z0-9]*$/

const plainSid: Rule = ({ sid }, path, report) => {
  if (sid === undefined || IAM_SID.test(sid)) return
  report('badValue', 'a Sid holds letters and digits only', [...path, 'Sid'])
}

function duplicateSids(document: PolicyDocument): readonly PolicyProblem[] {
  const seen = new Set<string>()
  return document.statements.flatMap((statement) => {
    const { sid } = statement
    if (sid === undefined || sid === '') return []
    if (!seen.has(sid)) {
      seen.add(sid)
      return []
    }
    const place = placeOf([...statementPath(document, statement), 'Sid'])
    return [{ kind: 'duplicateSid', says: `the Sid \`${sid}\` is there twice`, place } as const]
  })
}
