import type { AccountId } from '../../base/account-id.ts'
import type { ContextValue } from '../request-context.ts'
import type { Grant, NamedPolicy } from '../types.ts'

/** Everything that says who may do what with one key, as a plain value. */
export interface AccessWorld {
  readonly key: WorldKey
  /** Of the organization, or as many accounts as are known. */
  readonly accounts: readonly WorldAccount[]
  /** What is known of every request, in AWS's spelling; everything else stays open. */
  readonly context?: WorldContext
}

export interface WorldKey {
  readonly arn: string
  readonly account: AccountId
  readonly policy: NamedPolicy
  readonly grants?: readonly Grant[]
  /** From the root down. */
  readonly resourceControl?: readonly (readonly NamedPolicy[])[]
}

export interface WorldAccount {
  readonly id: AccountId
  readonly users?: readonly WorldUser[]
  readonly roles?: readonly WorldIdentity[]
  /** The policies of the groups, by name. */
  readonly groups?: Readonly<Record<string, readonly NamedPolicy[]>>
  /** From the root down; absent: not in an organization. */
  readonly serviceControl?: readonly (readonly NamedPolicy[])[]
  /** What is known of every request of its principals, such as `aws:PrincipalOrgID`. */
  readonly context?: WorldContext
}

export interface WorldIdentity {
  readonly arn: string
  /** AIDA… or AROA…, which stored key policies hold. */
  readonly uniqueId?: string
  /** Inline and managed. */
  readonly policies: readonly NamedPolicy[]
  readonly boundary?: readonly NamedPolicy[]
  /** Absent: not known. */
  readonly tags?: Readonly<Record<string, string>>
}

export interface WorldUser extends WorldIdentity {
  /** Names of groups of the account. */
  readonly groups?: readonly string[]
}

export type WorldContext = Readonly<Record<string, ContextValue>>
