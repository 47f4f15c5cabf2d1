import type { AccountId } from './account-id.ts'

/**
 * Who asks. `arn` is what GetCallerIdentity would answer; `uniqueId` is what a stored key policy
 * or trust policy is bound to, so that a role deleted and made again is somebody else.
 */
export type Principal =
  | RootPrincipal
  | UserPrincipal
  | AssumedRolePrincipal
  | FederatedUserPrincipal
  | ProvidedIdentityPrincipal
  | ServicePrincipal
  | AnonymousPrincipal

export interface RootPrincipal {
  readonly type: 'root'
  readonly arn: string
  readonly account: AccountId
}

export interface UserPrincipal {
  readonly type: 'user'
  readonly arn: string
  readonly account: AccountId
  readonly userName: string
  /** AIDA…; undefined when the asker of a hypothetical question does not know it. */
  readonly uniqueId: string | undefined
}

export interface AssumedRolePrincipal {
  readonly type: 'assumedRole'
  /** `arn:aws:sts::A:assumed-role/R/S`: without the role's path. */
  readonly arn: string
  readonly account: AccountId
  /** `arn:aws:iam::A:role/path/R`: what `aws:PrincipalArn` holds. */
  readonly roleArn: string
  /** Undefined: any session of the role (a hypothetical question). */
  readonly sessionName: string | undefined
  /** AROA… of the role. */
  readonly uniqueId: string | undefined
  readonly isServiceLinkedRole: boolean
}

export interface FederatedUserPrincipal {
  readonly type: 'federatedUser'
  readonly arn: string
  readonly account: AccountId
  readonly userName: string
  /** The user that called GetFederationToken. */
  readonly issuerArn?: string
  /** AIDA… of that user, to which a stored key policy that names it is bound. */
  readonly issuerUniqueId?: string
}

/** Somebody whom an identity provider vouches for, before a role is assumed with its word. */
export interface ProvidedIdentityPrincipal {
  readonly type: 'providedIdentity'
  /** The provider: its ARN, or the domain of one that IAM knows (`accounts.google.com`). */
  readonly arn: string
  readonly account: undefined
  /** Whom its token is about and for; undefined in a hypothetical question. */
  readonly subject?: string
  readonly audience?: string
}

export interface ServicePrincipal {
  readonly type: 'service'
  /** `cloudtrail.amazonaws.com`. */
  readonly arn: string
  readonly account: undefined
}

export interface AnonymousPrincipal {
  readonly type: 'anonymous'
  readonly arn: '*'
  readonly account: undefined
}

/** A principal whose requests carry a signature, and therefore have an account. */
export type SignedPrincipal = Exclude<
  Principal,
  ProvidedIdentityPrincipal | ServicePrincipal | AnonymousPrincipal
>

/**
 * Whoever can be behind a request: a signature's principal, a service in its own name, or somebody
 * who brings a provider's word in place of a signature.
 */
export type CallingPrincipal = SignedPrincipal | ServicePrincipal | ProvidedIdentityPrincipal
