import { isAccountId } from '../../base/account-id.ts'
import { parseArn } from '../../base/arn.ts'
import type { PolicyDocument, PrincipalName } from '../document.ts'
import { accountNamedBy } from '../match/principal.ts'
import { principalsOf } from '../principals.ts'

/** What KMS finds wrong with the principals of a key policy, in its words. */
interface PrincipalFault {
  readonly code: string
  readonly message: string
}

const INVALID_PRINCIPAL: PrincipalFault = {
  code: 'MalformedPolicyDocumentException',
  message: 'Policy contains a statement with one or more invalid principals.',
}
/** A group is no principal, and KMS says so differently (aws-cdk#573). */
const INVALID_ARN: PrincipalFault = {
  code: 'InvalidArnException',
  message: 'An ARN in the specified key policy is invalid.',
}

/** `existing`: the principals that there are; undefined: all that the policy names. */
export function principalFault(
  document: PolicyDocument,
  existing: readonly string[] | undefined,
): PrincipalFault | undefined {
  for (const principal of principalsOf(document)) {
    const fault = faultOf(principal, existing)
    if (fault) return fault
  }
  return undefined
}

function faultOf(
  { type, value }: PrincipalName,
  existing: readonly string[] | undefined,
): PrincipalFault | undefined {
  if (type !== 'AWS') return isServiceName(type, value) ? undefined : INVALID_PRINCIPAL
  if (value === '*') return undefined
  if (/^arn:aws[a-z-]*:iam::\d{12}:group\//.test(value)) return INVALID_ARN
  if (!isWellFormed(value)) return INVALID_PRINCIPAL
  return !existing || existing.some((one) => vouchesFor(one, value)) ? undefined : INVALID_PRINCIPAL
}

function isServiceName(type: string, value: string): boolean {
  return type !== 'Service' || /^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/.test(value)
}

const UNIQUE_ID = /^A(?:IDA|ROA)[A-Z0-9]+$/
const IAM_RESOURCE = /^(?:root|(?:user|role)\/[\w+=,.@/-]+)$/
const STS_RESOURCE = /^(?:assumed-role\/[\w+=,.@-]+|federated-user)\/[\w+=,.@-]+$/

function isWellFormed(value: string): boolean {
  if (isAccountId(value) || UNIQUE_ID.test(value)) return true
  const arn = parseArn(value)
  if (!arn || arn.region !== '' || arn.account === '') return false
  if (arn.service === 'iam') return IAM_RESOURCE.test(arn.resource)
  return arn.service === 'sts' && STS_RESOURCE.test(arn.resource)
}

/** Whoever exists, exists with its account; a role, with its sessions. */
function vouchesFor(existing: string, value: string): boolean {
  if (existing === value) return true
  const account = accountNamedBy(value)
  if (account !== undefined) {
    return (accountNamedBy(existing) ?? parseArn(existing)?.account) === account
  }
  const session = parseArn(value)
  const [kind, roleName] = session?.resource.split('/') ?? []
  const role = parseArn(existing)
  if (kind !== 'assumed-role' || role?.account !== session?.account) return false
  return role?.resource.startsWith('role/') === true && role.resource.endsWith(`/${roleName}`)
}
