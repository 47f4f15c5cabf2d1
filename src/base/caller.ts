import type { AccountId } from './account-id.ts'
import type { SignedPrincipal } from './principal.ts'

/** The authenticated sender of one request: the principal and the credentials it used. */
export interface Caller {
  readonly principal: SignedPrincipal
  readonly account: AccountId
  /** AKIA… or ASIA…; an identifier, not a secret. */
  readonly accessKeyId: string
  /** Present with temporary credentials. */
  readonly session?: CallerSession
}

export interface CallerSession {
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly mfaAuthenticated: boolean
  /** JSON text of the session policy, when AssumeRole was given one. */
  readonly policy?: string
  readonly tags?: Readonly<Record<string, string>>
  readonly sourceIdentity?: string
}
