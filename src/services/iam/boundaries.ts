import { NoSuchEntity } from './errors.ts'
import { requirePolicyArn } from './resources/managed-policies.ts'
import type { ManagedPolicies } from './resources/managed-policies.ts'

/** The ARN of a managed policy that exists, fit to confine a user or role. */
export function requireBoundary(arn: string, policies: ManagedPolicies): string {
  requirePolicyArn(arn)
  if (policies.find(arn)) return arn
  throw NoSuchEntity(`Scope ARN: ${arn} does not exist or is not attachable.`)
}
