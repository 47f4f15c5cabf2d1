// The rows that STS keeps: one for each session, until it has expired.

import type { AccountId } from '../../base/account-id.ts'
import type { Table } from '../../store/store.ts'

export type SessionRow = RoleSessionRow | UserSessionRow | FederatedSessionRow

/** Begun by AssumeRole or AssumeRoleWithWebIdentity. */
export interface RoleSessionRow extends SessionFields {
  readonly kind: 'role'
  readonly roleArn: string
  readonly roleName: string
  /** AROA…: the role as it was; a role made again under its name is somebody else. */
  readonly roleId: string
  readonly isServiceLinkedRole: boolean
  readonly sessionName: string
  /** Begun with the word of an identity provider: its ARN. */
  readonly federatedProvider?: string
}

/** Begun by GetSessionToken. */
export interface UserSessionRow extends SessionFields {
  readonly kind: 'user'
  /** AIDA…; undefined: the root user. */
  readonly userId?: string
}

/** Begun by GetFederationToken. */
export interface FederatedSessionRow extends SessionFields {
  readonly kind: 'federatedUser'
  readonly name: string
  /** AIDA… of the user that began it; undefined: the root user. */
  readonly userId?: string
}

export interface SessionFields {
  readonly account: AccountId
  /** ISO 8601. */
  readonly createdAt: string
  readonly expiresAt: string
  /** SHA-256 of the session token in hexadecimal: the token itself is not stored. */
  readonly tokenHash: string
  readonly sealedSecret: string
  readonly mfaAuthenticated: boolean
  /** JSON text of the session policy. */
  readonly policy?: string
  readonly tags?: Readonly<Record<string, string>>
  /** Keys of tags that a next session in the chain keeps. */
  readonly transitiveTagKeys?: readonly string[]
  readonly sourceIdentity?: string
}

/** By access key id. */
export const sessions: Table<SessionRow> = { name: 'sts.sessions' }
