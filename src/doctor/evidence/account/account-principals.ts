// The users and roles of an account as the engine takes them, and what a person wants to know of
// them besides.

import type { NamedPolicy, WorldUser } from '../../../policy/index.ts'
import type { Failed, Refused } from '../answer.ts'

export interface AccountPrincipal extends WorldUser {
  readonly kind: 'user' | 'role'
  /** Without the path. */
  readonly name: string
  readonly createdAt: Date | undefined
  /** Of a role, as far as IAM tells it. */
  readonly lastUsedAt: Date | undefined
  /** The trust policy of a role, as JSON text. */
  readonly trust: string | undefined
}

export interface AccountPrincipals {
  readonly principals: readonly AccountPrincipal[]
  /** Nobody is missing: a name that is not here belongs to nobody. */
  readonly everybody: boolean
  /** The policies of the groups, by name. */
  readonly groups: Readonly<Record<string, readonly NamedPolicy[]>>
  /** Not empty: there may be more principals, or they may be allowed more. */
  readonly unseen: readonly (Refused | Failed)[]
}
