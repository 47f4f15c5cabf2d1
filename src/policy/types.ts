// The values that a decision is made of. `index.ts` exports them.

import type { Principal } from '../base/principal.ts'
import type { CompiledPolicy } from './compile.ts'
import type { RequestContext } from './request-context.ts'

/** May `principal` do `action` on `resource`? */
export interface AuthorizationRequest {
  readonly principal: Principal
  /** `kms:GetKeyPolicy`. */
  readonly action: string
  /** An ARN, or `*` for an action that knows no resource. */
  readonly resource: string
  /** The account that owns the resource; undefined for `*` outside any account. */
  readonly resourceAccount: string | undefined
  readonly context: RequestContext
  /**
   * What policies attached to identities see in place of `context`, where it is more: KMS tells
   * them the key's tags and aliases, and not the key policy. Absent: the same.
   */
  readonly identityContext?: RequestContext
  /** The operation never works on another account's resource, whatever the policies say. */
  readonly sameAccountOnly?: boolean
  /** The grant that the operation names (RetireGrant): no other one counts. */
  readonly grantId?: string
  /** S3's name for the caller's account: what a `CanonicalUser` principal is compared with. */
  readonly canonicalUserId?: string
  /** An AWS managed key, which no RCP touches. */
  readonly awsManagedKey?: boolean
}

/** A policy with the name that reasons give it: an ARN, or `inline policy X of user/Y`. */
export interface NamedPolicy {
  readonly name: string
  readonly policy: CompiledPolicy
}

/** A resource's own policy. */
export interface ResourcePolicy extends NamedPolicy {
  /**
   * How it stands to identity policies. A key policy and a trust policy must say yes or delegate
   * to the account; any other resource policy suffices by itself inside one account.
   */
  readonly kind: 'keyPolicy' | 'trustPolicy' | 'resourcePolicy'
}

/** Every policy that has a say. The engine reads nothing else. */
export interface PoliciesInForce {
  /** Everything attached to the principal, inline and managed, groups included. */
  readonly identity: readonly NamedPolicy[]
  /** Undefined: no boundary. An empty list is a boundary that allows nothing. */
  readonly boundary?: readonly NamedPolicy[]
  readonly session?: NamedPolicy
  /** From the root down; every level must allow. Empty: not in an organization. */
  readonly serviceControl: readonly (readonly NamedPolicy[])[]
  /** Of the resource's account; the full-access policy is implied at each level. */
  readonly resourceControl: readonly (readonly NamedPolicy[])[]
  /** Present when the request came through an endpoint. */
  readonly vpcEndpoint?: readonly NamedPolicy[]
  readonly resource?: ResourcePolicy
  readonly grants: readonly Grant[]
}

/** A grant on a KMS key, as far as it matters for a decision. */
export interface Grant {
  readonly grantId: string
  readonly keyArn: string
  /** A principal ARN, or the unique id it was bound to. */
  readonly granteePrincipal: string
  readonly retiringPrincipal?: string
  /** The account that made the grant, as an id or its root ARN; it may retire the grant. */
  readonly issuingAccount?: string
  /** `Decrypt`, `ReEncryptFrom`, ... */
  readonly operations: readonly string[]
  readonly constraints?: GrantConstraints
}

/** All that are present must be met. */
export interface GrantConstraints {
  readonly encryptionContextEquals?: Readonly<Record<string, string>>
  readonly encryptionContextSubset?: Readonly<Record<string, string>>
  /** Compared with `aws:SourceArn`. */
  readonly sourceArn?: string
}

/** In the order in which the diagnosis lists them. */
export const LAYERS = [
  'identity',
  'boundary',
  'session',
  'scp',
  'rcp',
  'vpcEndpoint',
  'keyPolicy',
  'grants',
  'trust',
] as const
export type LayerName = (typeof LAYERS)[number]

/**
 * A statement by its place; `line` (from 1) when positions were asked for. A grant is mentioned as
 * the only statement of a policy named `grant ID`.
 */
export interface StatementRef {
  /** The name of the policy. */
  readonly policy: string
  /** From 0. */
  readonly statement: number
  readonly sid: string | undefined
  readonly line?: number
}

/**
 * The outcome and the layer that settled it. Take the statements in `because` away and the
 * outcome changes. It is empty for an implicit deny, and for the root user of an account where no
 * policy has to name it. An explicit deny lists the Deny statements of every layer.
 */
export interface Decision {
  readonly outcome: 'allow' | 'implicitDeny' | 'explicitDeny'
  readonly layer: LayerName
  readonly because: readonly StatementRef[]
}
