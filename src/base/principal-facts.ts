// What AWS tells of a principal: in condition keys, in GetCallerIdentity, in events.

import type {
  CallingPrincipal,
  ProvidedIdentityPrincipal,
  ServicePrincipal,
  SignedPrincipal,
} from './principal.ts'
import { unreachable } from './unreachable.ts'

/** `aws:PrincipalArn`: for a role session the role's ARN with its path, not the session's. */
export function principalArn(principal: SignedPrincipal): string {
  return principal.type === 'assumedRole' ? principal.roleArn : principal.arn
}

/** `aws:PrincipalType`. */
export function principalType(principal: SignedPrincipal): string {
  switch (principal.type) {
    case 'root':
      return 'Account'
    case 'user':
      return 'User'
    case 'assumedRole':
      return 'AssumedRole'
    case 'federatedUser':
      return 'FederatedUser'
    default:
      return unreachable(principal)
  }
}

/** `aws:userid`, GetCallerIdentity's UserId, CloudTrail's principalId; undefined when unknown. */
export function userId(principal: SignedPrincipal): string | undefined {
  switch (principal.type) {
    case 'root':
      return principal.account
    case 'user':
      return principal.uniqueId
    case 'assumedRole':
      // Any session of the role: its name, which ends the id, is not known.
      if (principal.sessionName === undefined) return undefined
      return principal.uniqueId && `${principal.uniqueId}:${principal.sessionName}`
    case 'federatedUser':
      return `${principal.account}:${principal.userName}`
    default:
      return unreachable(principal)
  }
}

/** The condition keys that a signed principal brings along, in AWS's spelling. */
export function principalContext(principal: SignedPrincipal): ReadonlyMap<string, string> {
  const id = userId(principal)
  return new Map([
    ['aws:PrincipalAccount', principal.account],
    ['aws:PrincipalArn', principalArn(principal)],
    ['aws:PrincipalType', principalType(principal)],
    ['aws:PrincipalIsAWSService', 'false'],
    ...(id === undefined ? [] : [['aws:userid', id] as const]),
    // AWS leaves aws:username out for everything that is not an IAM user.
    ...(principal.type === 'user' ? [['aws:username', principal.userName] as const] : []),
  ])
}

/** Those of a service, which has neither account nor ARN and is known by its name alone. */
const servicePrincipalContext = ({
  arn: name,
}: ServicePrincipal): ReadonlyMap<string, string | readonly string[]> =>
  new Map<string, string | readonly string[]>([
    ['aws:PrincipalIsAWSService', 'true'],
    ['aws:PrincipalServiceName', name],
    ['aws:PrincipalServiceNamesList', [name]],
  ])

/** `PROVIDER:AUDIENCE:SUBJECT`: CloudTrail's principalId of somebody without an account. */
export const providedIdentityId = ({
  arn,
  audience = '',
  subject = '',
}: ProvidedIdentityPrincipal): string => [arn, audience, subject].join(':')

/** Of somebody before a role is assumed nothing is known but what the token says. */
const PROVIDED_IDENTITY_CONTEXT: ReadonlyMap<string, string> = new Map([
  ['aws:PrincipalIsAWSService', 'false'],
])

/** The condition keys of whoever calls. */
export function callingPrincipalContext(
  principal: CallingPrincipal,
): ReadonlyMap<string, string | readonly string[]> {
  switch (principal.type) {
    case 'service':
      return servicePrincipalContext(principal)
    case 'providedIdentity':
      return PROVIDED_IDENTITY_CONTEXT
    default:
      return principalContext(principal)
  }
}
