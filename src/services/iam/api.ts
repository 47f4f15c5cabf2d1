// What other services and the server may know of IAM: facts, read-only. The two functions that
// make rows (`createAccount`, and ids for new credentials) return them as data.

import type { AccountId } from '../../base/account-id.ts'
import { isAccountId } from '../../base/account-id.ts'
import { accountRootArn } from '../../base/arn.ts'
import type { CallingPrincipal, SignedPrincipal, UserPrincipal } from '../../base/principal.ts'
import type { SecretBytes } from '../../base/secret-bytes.ts'
import type { Sealer } from '../../crypto/seal.ts'
import type { NamedPolicy, ResourcePolicy } from '../../policy/index.ts'
import type { Change, StoreView } from '../../store/store.ts'
import { change } from '../../store/store.ts'
import type { RequestScope } from '../operation.ts'
import { accessKeySecrets } from './access-key-secrets.ts'
import { entityArn } from './arns.ts'
import { newAccessKeyId, newSecretAccessKey } from './entity-ids.ts'
import { limits } from './limits.ts'
import { arnOfUniqueId, findRoleByArn, findUserByArn, roleIdOf, uniqueIdOf } from './lookup.ts'
import {
  managedPolicyInForce,
  policiesOfRole,
  policiesOfUser,
  trustPolicyOf,
} from './policies-in-force.ts'
import type { AccessKeyRow, RoleRow, Tag, UserRow } from './tables.ts'
import { accessKeyOwner, accessKeys, accounts, rowId, users } from './tables.ts'

export { newAdministratorRole } from './administrator-role.ts'
export { assumedRoleArn, federatedUserArn } from './arns.ts'
export type { Tag } from './tables.ts'
export { credentialSecrets } from './credential-secrets.ts'
export { boundName, readablePrincipal } from './principal-binding.ts'
export { spendMfaCode } from './mfa/device-use.ts'
export { findOidcProvider, type OidcProviderFacts } from './oidc-provider-facts.ts'
export { hasSamlProvider } from './saml-provider-facts.ts'
export { newAccessKeyId, newSecretAccessKey } from './entity-ids.ts'

export interface IamDirectory {
  readonly accountExists: (account: string) => boolean
  /** `AIDA…` or `AROA…` of the user or role with exactly this ARN, path included. */
  readonly uniqueIdOf: (arn: string) => string | undefined
  /** `AROA…` of the role with this name, for ARNs of sessions, which hold no path. */
  readonly roleIdOf: (account: string, roleName: string) => string | undefined
  /** The ARN of the living user or role with this unique id. */
  readonly arnOf: (uniqueId: string) => string | undefined
  readonly permissionsOf: (principal: CallingPrincipal) => Permissions
  readonly roleByArn: (arn: string) => RoleFacts | undefined
  /** A managed policy of AWS's or of an account, in its default version. */
  readonly managedPolicy: (arn: string) => NamedPolicy | undefined
}

/** What IAM says of a principal when it calls; nothing of one that is gone. */
export interface Permissions {
  /** Inline and managed policies; a user's groups included. */
  readonly identity: readonly NamedPolicy[]
  /** Undefined: no boundary. */
  readonly boundary: readonly NamedPolicy[] | undefined
  /** Tags of the user or role, for `aws:PrincipalTag`. */
  readonly tags: readonly Tag[]
}

export interface RoleFacts {
  readonly arn: string
  readonly account: AccountId
  readonly name: string
  readonly uniqueId: string
  readonly maxSessionSeconds: number
  readonly isServiceLinkedRole: boolean
  readonly tags: readonly Tag[]
  readonly trustPolicy: ResourcePolicy
}

/** A principal as the stored entity that carries its policies. */
type Entity =
  | { readonly kind: 'user'; readonly row: UserRow }
  | { readonly kind: 'role'; readonly row: RoleRow }

export function iamDirectory(store: StoreView): IamDirectory {
  return {
    accountExists: (account) => store.get(accounts, account) !== undefined,
    uniqueIdOf: (arn) => uniqueIdOf(store, arn),
    roleIdOf: (account, roleName) =>
      isAccountId(account) ? roleIdOf(store, account, roleName) : undefined,
    arnOf: (uniqueId) => arnOfUniqueId(store, uniqueId),
    permissionsOf: (principal) => {
      const entity = entityOf(store, principal)
      return {
        identity: identityPoliciesOf(store, principal, entity),
        boundary: boundaryOf(store, entity),
        tags: entity?.row.tags ?? [],
      }
    },
    managedPolicy: (arn) => managedPolicyInForce(store, arn),
    roleByArn: (arn) => {
      const role = findRoleByArn(store, arn)
      return role && roleFacts(role.value)
    },
  }
}

/** Where the root user calls GetFederationToken, only the session policy confines the session. */
const ADMINISTRATOR_ACCESS = 'arn:aws:iam::aws:policy/AdministratorAccess'

const isFederatedByRoot = (principal: CallingPrincipal): boolean =>
  principal.type === 'federatedUser' && principal.issuerArn === accountRootArn(principal.account)

/**
 * Undefined for services, provided identities and the root user, and for a user or role that was
 * deleted or made again since.
 */
function entityOf(store: StoreView, principal: CallingPrincipal): Entity | undefined {
  switch (principal.type) {
    case 'root':
    case 'service':
    case 'providedIdentity':
      return undefined
    case 'user':
      return callingUser(store, principal)
    case 'federatedUser':
      return principal.issuerArn ? userEntity(store, principal.issuerArn) : undefined
    case 'assumedRole': {
      const role = findRoleByArn(store, principal.roleArn)?.value
      if (!role || !isSame(principal.uniqueId, role)) return undefined
      return { kind: 'role', row: role }
    }
  }
}

/** Found by its name, which is at hand: to take the ARN apart is dearer. */
function callingUser(
  store: StoreView,
  { arn, account, userName, uniqueId }: UserPrincipal,
): Entity | undefined {
  const user = store.get(users, rowId(account, userName))?.value
  if (!user || entityArn('user', user) !== arn || !isSame(uniqueId, user)) return undefined
  return { kind: 'user', row: user }
}

function userEntity(store: StoreView, arn: string): Entity | undefined {
  const user = findUserByArn(store, arn)?.value
  return user && { kind: 'user', row: user }
}

const isSame = (uniqueId: string | undefined, row: UserRow | RoleRow): boolean =>
  uniqueId === undefined || uniqueId === row.uniqueId

function identityPoliciesOf(
  store: StoreView,
  principal: CallingPrincipal,
  entity: Entity | undefined,
): readonly NamedPolicy[] {
  if (isFederatedByRoot(principal)) {
    const everything = managedPolicyInForce(store, ADMINISTRATOR_ACCESS)
    return everything ? [everything] : []
  }
  switch (entity?.kind) {
    case undefined:
      return []
    case 'user':
      return policiesOfUser(store, entity.row)
    case 'role':
      return policiesOfRole(store, entity.row)
  }
}

function boundaryOf(
  store: StoreView,
  entity: Entity | undefined,
): readonly NamedPolicy[] | undefined {
  const arn = entity?.row.permissionsBoundary
  if (arn === undefined) return undefined
  const policy = managedPolicyInForce(store, arn)
  return policy ? [policy] : []
}

function roleFacts(role: RoleRow): RoleFacts {
  return {
    arn: entityArn('role', role),
    account: role.account,
    name: role.name,
    uniqueId: role.uniqueId,
    maxSessionSeconds: role.maxSessionSeconds,
    isServiceLinkedRole: role.linkedService !== undefined,
    tags: role.tags,
    trustPolicy: trustPolicyOf(role),
  }
}

/** A long-term credential: whose it is, and the secret that signatures are made with. */
export interface AccessKey {
  readonly principal: SignedPrincipal
  readonly secret: SecretBytes
  readonly active: boolean
}

/** Undefined for an access key id that is not in use. */
export function findAccessKey(
  store: StoreView,
  sealer: Sealer,
  accessKeyId: string,
): AccessKey | undefined {
  const key = store.get(accessKeys, accessKeyId)?.value
  if (!key) return undefined
  const principal = principalOf(store, key)
  if (!principal) return undefined
  const secret = accessKeySecrets.open(sealer, accessKeyId, key)
  return { principal, secret, active: key.status === 'Active' }
}

function principalOf(
  store: StoreView,
  { account, userName }: AccessKeyRow,
): SignedPrincipal | undefined {
  if (userName === undefined) return { type: 'root', arn: accountRootArn(account), account }
  const user = store.get(users, rowId(account, userName))?.value
  return user && userPrincipal(user)
}

/** The living user of this unique id, under the name and path that it has now. */
export function findUser(store: StoreView, uniqueId: string): UserPrincipal | undefined {
  const [user] = store.find(users, 'uniqueId', uniqueId, { limit: 1 })
  return user && userPrincipal(user.value)
}

const userPrincipal = (user: UserRow): UserPrincipal => ({
  type: 'user',
  arn: entityArn('user', user),
  account: user.account,
  userName: user.name,
  uniqueId: user.uniqueId,
})

const accountsPerRead = 500

/** Every account of the stack, in the order of their ids. */
export function openAccounts(store: StoreView): readonly AccountId[] {
  const open: AccountId[] = []
  for (;;) {
    const after = open.at(-1)
    const rows = store.page(accounts, {
      limit: accountsPerRead,
      ...(after !== undefined && { after }),
    })
    open.push(...rows.map(({ value }) => value.account))
    if (rows.length < accountsPerRead) return open
  }
}

export interface RootAccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** The root user's access key of an account that exists; undefined: the account is not open. */
export function rootAccessKey(
  store: StoreView,
  sealer: Sealer,
  account: AccountId,
): RootAccessKey | undefined {
  const owner = accessKeyOwner(account, undefined)
  const [key] = store.find(accessKeys, 'owner', owner, { limit: 1 })
  if (!key) return undefined
  const secret = accessKeySecrets.open(sealer, key.id, key.value)
  return {
    accessKeyId: key.id,
    secretAccessKey: secret.use((bytes) => Buffer.from(bytes).toString('ascii')),
  }
}

/**
 * Opens an account, or gives one that is open another root access key in place of those it has:
 * random unless one is given.
 */
export function createAccount(
  { world, sealer, store }: Pick<RequestScope, 'world' | 'sealer' | 'store'>,
  account: AccountId,
  given?: RootAccessKey,
): { readonly changes: readonly Change[]; readonly rootAccessKey: RootAccessKey } {
  const createdAt = world.now().toISOString()
  const rootAccessKey = given ?? {
    accessKeyId: newAccessKeyId(world, 'AKIA', account),
    secretAccessKey: newSecretAccessKey(world),
  }
  const { accessKeyId, secretAccessKey } = rootAccessKey
  const sealedSecret = accessKeySecrets.seal(sealer, accessKeyId, secretAccessKey)
  const key = { account, status: 'Active' as const, createdAt, sealedSecret }
  const owner = accessKeyOwner(account, undefined)
  const replaced = store.find(accessKeys, 'owner', owner, { limit: limits.accessKeysPerUserMax })
  const isOpen = store.get(accounts, account) !== undefined
  return {
    rootAccessKey,
    changes: [
      ...(isOpen ? [] : [change(accounts, account, undefined, { account, createdAt })]),
      ...replaced
        .filter(({ id }) => id !== accessKeyId)
        .map((row) => change(accessKeys, row.id, row, undefined)),
      change(accessKeys, accessKeyId, store.get(accessKeys, accessKeyId), key),
    ],
  }
}
