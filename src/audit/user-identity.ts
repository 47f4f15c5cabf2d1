// `userIdentity`: who made the call, as CloudTrail writes it.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html

import { parseArn } from '../base/arn.ts'
import type { Caller } from '../base/caller.ts'
import type {
  AssumedRolePrincipal,
  CallingPrincipal,
  ProvidedIdentityPrincipal,
  SignedPrincipal,
} from '../base/principal.ts'
import { providedIdentityId } from '../base/principal-facts.ts'
import { unreachable } from '../base/unreachable.ts'
import { eventTime } from './event-time.ts'
import type { RecordFields } from './record-fields.ts'

/** The caller's own account sees everything about it. */
export function userIdentity({ principal, accessKeyId, session, via }: Caller): RecordFields {
  if (principal.type === 'service') return serviceIdentity(principal.arn)
  if (principal.type === 'providedIdentity') return webIdentity(principal)
  return {
    type: identityType(principal),
    principalId: principalId(principal),
    arn: principal.arn,
    accountId: principal.account,
    accessKeyId,
    userName: principal.type === 'user' ? principal.userName : undefined,
    sessionContext: session && {
      sessionIssuer: sessionIssuer(principal),
      webIdFederationData: session.federatedProvider && {
        federatedProvider: session.federatedProvider,
        attributes: {},
      },
      attributes: {
        creationDate: eventTime(session.createdAt),
        mfaAuthenticated: String(session.mfaAuthenticated), // A string, unlike `readOnly`.
      },
      sourceIdentity: session.sourceIdentity,
    },
    invokedBy: via?.invokedBy,
  }
}

/** All that another account, whose resource was used, learns about the caller. */
export function foreignUserIdentity({ principal, via }: Caller): RecordFields {
  if (principal.type === 'service') return serviceIdentity(principal.arn)
  if (principal.type === 'providedIdentity') return webIdentity(principal)
  return {
    type: 'AWSAccount',
    principalId: principalId(principal),
    accountId: principal.account,
    invokedBy: via?.invokedBy,
  }
}

const serviceIdentity = (name: string): RecordFields => ({ type: 'AWSService', invokedBy: name })

/** Of AssumeRoleWithWebIdentity: nobody has signed, and the provider vouches for the caller. */
const webIdentity = (principal: ProvidedIdentityPrincipal): RecordFields => ({
  type: 'WebIdentityUser',
  principalId: providedIdentityId(principal),
  userName: principal.subject,
  identityProvider: principal.arn,
})

/** LookupEvents' `Username`: a role session goes by its session's name, a service by none. */
export function lookupUserName(principal: CallingPrincipal): string | undefined {
  switch (principal.type) {
    case 'service':
      return undefined
    case 'providedIdentity':
      return principal.subject
    case 'root':
      return 'root'
    case 'user':
    case 'federatedUser':
      return principal.userName
    case 'assumedRole':
      return principal.sessionName
    default:
      return unreachable(principal)
  }
}

function identityType(principal: SignedPrincipal): string {
  switch (principal.type) {
    case 'root':
      return 'Root'
    case 'user':
      return 'IAMUser'
    case 'federatedUser':
      return 'FederatedUser'
    case 'assumedRole':
      return 'AssumedRole'
    default:
      return unreachable(principal)
  }
}

function principalId(principal: SignedPrincipal): string | undefined {
  switch (principal.type) {
    case 'root':
      return principal.account
    case 'user':
      return principal.uniqueId
    case 'federatedUser':
      return `${principal.account}:${principal.userName}`
    case 'assumedRole':
      return `${principal.uniqueId ?? ''}:${principal.sessionName ?? ''}`
    default:
      return unreachable(principal)
  }
}

/** What the temporary credentials came from; users and root stand for themselves. */
function sessionIssuer(principal: SignedPrincipal): RecordFields | undefined {
  switch (principal.type) {
    case 'assumedRole':
      return roleIssuer(principal)
    case 'federatedUser':
      return { type: 'IAMUser', arn: principal.issuerArn, accountId: principal.account }
    case 'root':
    case 'user':
      return undefined
    default:
      return unreachable(principal)
  }
}

function roleIssuer({ uniqueId, roleArn, account }: AssumedRolePrincipal): RecordFields {
  return {
    type: 'Role',
    principalId: uniqueId,
    arn: roleArn,
    accountId: account,
    userName: parseArn(roleArn)?.resource.split('/').at(-1),
  }
}
