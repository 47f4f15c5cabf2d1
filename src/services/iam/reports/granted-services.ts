import type { PatternClause, PolicyDocument } from '../../../policy/index.ts'

/**
 * Whether the policy allows anything of the service. Resources, conditions and denies are left
 * out of account, as AWS does.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPoliciesGrantingServiceAccess.html
 */
export const grantsService = ({ statements }: PolicyDocument, service: string): boolean =>
  statements.some(
    ({ effect, action }) => effect === 'Allow' && action !== undefined && reaches(action, service),
  )

function reaches({ negated, patterns }: PatternClause, service: string): boolean {
  const named = patterns.map((pattern) => pattern.toLowerCase())
  if (negated) return !named.some((pattern) => pattern === '*' || pattern === `${service}:*`)
  return named.some((pattern) => pattern === '*' || pattern.startsWith(`${service}:`))
}
