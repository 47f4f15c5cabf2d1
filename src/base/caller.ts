import type { AccountId } from './account-id.ts'
import type { CallingPrincipal } from './principal.ts'

/** Who one request is decided and recorded for. */
export interface Caller {
  readonly principal: CallingPrincipal
  /**
   * The principal's own; of a service, the account that it works for; of a provided identity, the
   * account that knows its provider.
   */
  readonly account: AccountId
  /** AKIA… or ASIA…; an identifier, not a secret. Absent: a service calls in its own name. */
  readonly accessKeyId?: string
  /** Present with temporary credentials. */
  readonly session?: CallerSession
  /** Present when a service makes the call in the name of whoever called it. */
  readonly via?: CallingService
  /** The services that `aws:CalledVia` names, in the order in which they called. */
  readonly calledVia?: readonly string[]
  /** The resource that a service calls for in its own name: `aws:SourceArn`. */
  readonly sourceArn?: string
  /** `aws:SourceAccount`, where a service tells it without an ARN. */
  readonly sourceAccount?: AccountId
}

/** A service of the stack that calls another. */
export interface CallingService {
  /** `s3`: what `kms:ViaService` begins with. */
  readonly service: string
  /** What its calls' events name in place of an address: a service, or `AWS Internal`. */
  readonly invokedBy: string
  /** The name under which it joins `aws:CalledVia`; absent: it does not, as most. */
  readonly calledVia?: string
}

export interface CallerSession {
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly mfaAuthenticated: boolean
  /** JSON text of the session policy, when AssumeRole was given one. */
  readonly policy?: string
  readonly tags?: Readonly<Record<string, string>>
  readonly sourceIdentity?: string
  /** Begun with the word of an identity provider: its ARN. */
  readonly federatedProvider?: string
}
