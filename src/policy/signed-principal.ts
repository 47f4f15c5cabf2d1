import { type AccountId, parseAccountId } from '../base/account-id.ts'
import { arnOf, parseArn } from '../base/arn.ts'
import type { AssumedRolePrincipal, SignedPrincipal } from '../base/principal.ts'

/** What an ARN does not say of its principal. */
export interface KnownOfPrincipal {
  readonly account?: AccountId | undefined
  readonly uniqueId?: string | undefined
  /** `aws:PrincipalArn`, which tells a role's path where the session's ARN does not. */
  readonly principalArn?: unknown
  readonly isServiceLinkedRole?: boolean
}

/**
 * The principal of an ARN as STS or IAM writes it: user, session, root user or federated user. A
 * bare role ARN stands for any session of the role. Undefined for everything else.
 */
export function signedPrincipal(
  arn: string,
  known: KnownOfPrincipal = {},
): SignedPrincipal | undefined {
  const parts = parseArn(arn)
  const account = parseAccountId(parts?.account ?? '') ?? known.account
  if (!parts || !account) return undefined
  const { resource } = parts
  const userName = resource.slice(resource.lastIndexOf('/') + 1)
  // A session's own unique id ends in its name; policies hold the role's.
  const uniqueId = known.uniqueId?.split(':')[0]
  switch (resource.split('/')[0]) {
    case 'root':
      return { type: 'root', arn, account }
    case 'user':
      return { type: 'user', arn, account, userName, uniqueId }
    case 'federated-user':
      return { type: 'federatedUser', arn, account, userName }
    case 'role':
    case 'assumed-role': {
      const { isServiceLinkedRole = resource.startsWith('role/aws-service-role/') } = known
      const role = roleOf(arn, resource, account, known)
      return role && { type: 'assumedRole', arn, account, uniqueId, isServiceLinkedRole, ...role }
    }
    default:
      return undefined
  }
}

/** A bare role ARN stands for any session of that role. */
function roleOf(
  arn: string,
  resource: string,
  account: AccountId,
  { principalArn }: KnownOfPrincipal,
): Pick<AssumedRolePrincipal, 'roleArn' | 'sessionName'> | undefined {
  if (resource.startsWith('role/')) return { roleArn: arn, sessionName: undefined }
  const [, roleName = '', sessionName = ''] = resource.split('/')
  if (roleName === '' || sessionName === '') return undefined
  const pathKnown = typeof principalArn === 'string' && principalArn.endsWith(`/${roleName}`)
  const roleArn = pathKnown ? principalArn : arnOf('iam', '', account, `role/${roleName}`)
  return { roleArn, sessionName }
}
