// Principals that cannot be, or that are not who they seem.

import { isAccountId } from '../../../base/account-id.ts'
import { parseArn } from '../../../base/arn.ts'
import type { PrincipalName } from '../../document.ts'
import type { Found, LintId } from '../finding.ts'
import { elementPath, type StatementRule } from '../subject.ts'

export const impossiblePrincipals: StatementRule = ({ principal }) => {
  const { negated = false, principals = [] } = principal ?? {}
  return principals.flatMap((name): readonly Found[] => {
    const id = faultOf(name)
    if (!id) return []
    const sameType = principals.filter(({ type }) => type === name.type)
    const path = [...elementPath('Principal', negated), name.type, sameType.indexOf(name)]
    return [{ id, path, facts: { principal: name.value } }]
  })
}

const UNIQUE_ID = /^A(?:IDA|ROA)[A-Z0-9]{8,}(?::.+)?$/
const IAM_RESOURCE = /^(?:root|(?:user|role)\/[\w+=,.@/-]+)$/
const STS_RESOURCE = /^(?:assumed-role\/[\w+=,.@-]+|federated-user)\/[\w+=,.@-]+$/
const SERVICE = /^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/

function faultOf({ type, value }: PrincipalName): LintId | undefined {
  if (type === 'Service') return SERVICE.test(value) ? undefined : 'principal/malformed'
  if (type !== 'AWS' || value === '*' || isAccountId(value)) return undefined
  if (UNIQUE_ID.test(value)) return 'principal/deleted'
  if (/[*?]/.test(value)) return 'principal/wildcard-in-arn'
  const arn = parseArn(value)
  if (arn?.service === 'iam' && arn.resource.startsWith('group/')) return 'principal/group'
  const isSound = arn && arn.region === '' && arn.account !== '' && isPrincipal(arn)
  return isSound ? undefined : 'principal/malformed'
}

function isPrincipal({ service, resource }: { service: string; resource: string }): boolean {
  if (service === 'iam') return IAM_RESOURCE.test(resource)
  return service === 'sts' && STS_RESOURCE.test(resource)
}

/**
 * With Allow, NotPrincipal lets in everybody who is not listed, of every account. With Deny it
 * spares a role only together with its session and its account, each of which AWS looks at.
 */
export const notPrincipal: StatementRule = ({ effect, principal }) => {
  if (!principal?.negated) return []
  const id = effect === 'Allow' ? 'principal/not-principal-allow' : 'principal/not-principal-deny'
  const principals = principal.principals.map(({ value }) => value).join(', ')
  return [{ id, path: elementPath('Principal', true), facts: { principals } }]
}
