// The rows that KMS keeps. Ids begin with account and Region, so that a prefix pages through them.

import { createHash } from 'node:crypto'
import type { AccountId } from '../../base/account-id.ts'
import type { Region } from '../../base/region.ts'
import type { Table } from '../../store/store.ts'
import type {
  ConnectionErrorCodeType,
  ConnectionStateType,
  ExpirationModelType,
  GrantConstraints,
  GrantOperation,
  KeyLastUsageTrackingOperation,
  KeySpec,
  KeyState,
  KeyUsageType,
  MultiRegionKeyType,
  OriginType,
  RotationType,
  Tag,
  XksProxyConnectivityType,
} from './model.ts'

/** Where a key is. A bare key id means one in the caller's account and Region. */
export interface KeyPlace {
  readonly account: AccountId
  readonly region: Region
  readonly keyId: string
}

export interface KeyRow extends KeyPlace {
  /** ISO 8601, as every time in a row. */
  readonly createdAt: string
  readonly description: string
  readonly keySpec: KeySpec
  readonly keyUsage: KeyUsageType
  readonly origin: OriginType
  readonly multiRegion: boolean
  readonly state: KeyState
  /** When the key is to be deleted; of keys that are pending deletion. */
  readonly deletionDate?: string
  /** Of AWS managed keys: the service that uses it, such as `s3`. */
  readonly managedFor?: string
  /** In the order in which they were first set. */
  readonly tags: readonly Tag[]
  /** The key material that encrypts; older ones only decrypt. From 1; 0: there never was any. */
  readonly currentGeneration: number
  /** Absent until there is material. */
  readonly currentKeyMaterialId?: string
  /** Of imported material: the current one's, as it was last imported. */
  readonly expirationModel?: ExpirationModelType
  readonly validTo?: string
  /** Imported material that waits for the rotation that makes it the current one. */
  readonly pendingGeneration?: number
  /** Present: automatic rotation is on. */
  readonly rotationPeriodInDays?: number
  readonly nextRotationDate?: string
  /** How many rotations on demand there have been. */
  readonly onDemandRotations?: number
  /** Of multi-Region keys. Related keys share their account and id: one of them is the primary. */
  readonly multiRegionKeyType?: MultiRegionKeyType
  /** A state that passes by itself, in place of `state` until then. */
  readonly multiRegionSettling?: { readonly state: 'Creating' | 'Updating'; readonly until: string }
  /** Of a primary key that waits for its last replica: the window that then begins. */
  readonly multiRegionPendingWindowInDays?: number
  /** Of keys in an external key store: the store, and the key of its external key manager. */
  readonly customKeyStoreId?: string
  readonly xksKeyId?: string
}

/** Where a custom key store is. */
export interface KeyStorePlace {
  readonly account: AccountId
  readonly region: Region
  /** `cks-` and 17 hexadecimal digits. */
  readonly id: string
}

/** An external key store: there are no others here. */
export interface CustomKeyStoreRow extends KeyStorePlace {
  readonly name: string
  readonly createdAt: string
  readonly connectivity: XksProxyConnectivityType
  readonly uriEndpoint: string
  readonly uriPath: string
  readonly vpcEndpointServiceName?: string
  readonly vpcEndpointServiceOwner?: string
  /** What the proxy knows KMS by. */
  readonly accessKeyId: string
  readonly sealedSecretAccessKey: string
  /** Counts the secret access keys that the store has had, from 1. */
  readonly secretGeneration: number
  readonly state: ConnectionStateType
  /** While it is being connected: the request that asked for it. */
  readonly connectRequestId?: string
  /** Why it could not be connected. */
  readonly errorCode?: ConnectionErrorCodeType
}

export interface KeyPolicyRow {
  /** JSON text whose users and roles are unique ids. */
  readonly boundDocument: string
}

export interface KeyMaterialRow {
  readonly createdAt: string
  readonly keyMaterialId: string
  /** Absent: imported material that expired or was deleted, and can be imported again. */
  readonly sealedMaterial?: string
  readonly imported?: MaterialImport
  /** The rotation that made it the current material; absent: it was the first, or none has yet. */
  readonly rotation?: { readonly date: string; readonly type: RotationType }
}

/** How key material was imported, the last time. */
export interface MaterialImport {
  readonly expirationModel: ExpirationModelType
  readonly validTo?: string
  readonly description?: string
}

/** The last use of a key, or one at most a minute before it: see `resources/last-usage.ts`. */
export interface KeyUsageRow {
  readonly operation: KeyLastUsageTrackingOperation
  readonly usedAt: string
  readonly requestId: string
  /** In the history of the key's account. */
  readonly eventId: string
}

export interface AliasRow {
  readonly account: AccountId
  readonly region: Region
  /** `alias/NAME`. */
  readonly name: string
  readonly targetKeyId: string
  readonly createdAt: string
  readonly updatedAt: string
}

/** A grant on a key. Its principals are bound like those of a key policy. */
export interface GrantRow extends KeyPlace {
  readonly grantId: string
  readonly createdAt: string
  readonly name?: string
  /** The account that made the grant, which need not be the key's. */
  readonly issuingAccount: AccountId
  readonly grantee: GrantParty
  readonly retiring?: GrantParty
  readonly operations: readonly GrantOperation[]
  readonly constraints?: GrantConstraints
}

/** Who a grant speaks of: a bound principal, or an AWS service by its name. */
export interface GrantParty {
  readonly kind: 'principal' | 'service'
  readonly id: string
}

export interface GrantCountRow {
  readonly grants: number
}

export const placePrefix = ({ account, region }: Pick<KeyPlace, 'account' | 'region'>): string =>
  `${account}/${region}/`

export const keyRowId = (place: KeyPlace): string => `${placePrefix(place)}${place.keyId}`

/** The generation is padded: ids are ordered as text. */
export const keyMaterialRowId = (place: KeyPlace, generation: number): string =>
  `${keyRowId(place)}/${String(generation).padStart(6, '0')}`

/** The key and the generation whose material has this row id. */
export function placeOfMaterial(rowId: string): { key: string; generation: number } {
  const end = rowId.lastIndexOf('/')
  return { key: rowId.slice(0, end), generation: Number(rowId.slice(end + 1)) }
}

export const aliasRowId = (alias: Pick<AliasRow, 'account' | 'region' | 'name'>): string =>
  `${placePrefix(alias)}${alias.name}`

export const grantRowId = (grant: KeyPlace & Pick<GrantRow, 'grantId'>): string =>
  `${keyRowId(grant)}/${grant.grantId}`

/** Under this key the index holds every key that is pending deletion. */
export const PENDING_DELETION = 'pending'

/** Under this one, every key that is rotated automatically. */
export const ROTATING = 'rotating'

/** And under this one, all imported key material that expires. */
export const EXPIRING = 'expiring'

/** A primary key and its replicas, in whichever Regions. */
export const relatedIndexKey = ({ account, keyId }: Omit<KeyPlace, 'region'>): string =>
  `${account}/${keyId}`

export const keyStoreRowId = (store: KeyStorePlace): string => `${placePrefix(store)}${store.id}`

/** A key by the external key that it was made of. */
export const externalKeyIndexKey = (store: KeyStorePlace, xksKeyId: string): string =>
  `${keyStoreRowId(store)}/${xksKeyId}`

/** Under this key the index holds every key store that is being connected. */
export const CONNECTING = 'connecting'

export const customKeyStores: Table<CustomKeyStoreRow> = {
  name: 'kms.custom-key-stores',
  indexes: { connecting: ({ state }) => (state === 'CONNECTING' ? [CONNECTING] : []) },
}

export const keys: Table<KeyRow> = {
  name: 'kms.keys',
  indexes: {
    deletion: (key) => (key.deletionDate === undefined ? [] : [PENDING_DELETION]),
    rotation: (key) => (isRotatedHere(key) ? [ROTATING] : []),
    related: (key) => (key.multiRegion ? [relatedIndexKey(key)] : []),
    customKeyStore: (key) => {
      const store = keyStoreOf(key)
      return store ? [keyStoreRowId(store)] : []
    },
    externalKey: (key) => {
      const store = keyStoreOf(key)
      return store && key.xksKeyId !== undefined ? [externalKeyIndexKey(store, key.xksKeyId)] : []
    },
  },
}

/** A replica follows its primary key. */
const isRotatedHere = ({ nextRotationDate, multiRegionKeyType }: KeyRow): boolean =>
  nextRotationDate !== undefined && multiRegionKeyType !== 'REPLICA'

/** Undefined: KMS keeps the key itself. */
export function keyStoreOf(key: KeyRow): KeyStorePlace | undefined {
  const { account, region, customKeyStoreId: id } = key
  return id === undefined ? undefined : { account, region, id }
}

/** By the id of the key's row: replacing a policy and changing a key do not meet. */
export const keyPolicies: Table<KeyPolicyRow> = { name: 'kms.key-policies' }

export const keyMaterials: Table<KeyMaterialRow> = {
  name: 'kms.key-materials',
  indexes: {
    expiry: ({ sealedMaterial, imported }) =>
      sealedMaterial !== undefined && imported?.validTo !== undefined ? [EXPIRING] : [],
  },
}

/** By the id of the key's row. */
export const keyUsages: Table<KeyUsageRow> = { name: 'kms.key-usages' }

export const aliases: Table<AliasRow> = {
  name: 'kms.aliases',
  indexes: { target: (alias) => [keyRowId({ ...alias, keyId: alias.targetKeyId })] },
}

/** A key's grants by the grantee. */
export const granteeIndexKey = (key: KeyPlace, grantee: string): string =>
  `${keyRowId(key)}/${grantee}`

/**
 * The grants of a Region by the retiring principal, on whichever account's keys. A service retires
 * for many accounts, which see their own grants only.
 */
export const retiringIndexKey = (
  { region, issuingAccount }: Pick<GrantRow, 'region' | 'issuingAccount'>,
  { kind, id }: GrantParty,
): string => `${region}/${kind === 'service' ? `${issuingAccount}/` : ''}${id}`

/** Grants with names: a request that is sent again finds the grant that it made. */
export function retryIndexKey(grant: Omit<GrantRow, 'grantId' | 'createdAt'>): string {
  const { name, issuingAccount, grantee, retiring, operations, constraints = {} } = grant
  const parties = [issuingAccount, grantee.kind, grantee.id, retiring?.kind, retiring?.id]
  // The order of operations and of the pairs of an encryption context makes no other grant.
  const terms = Object.entries(constraints).map(([type, value]) => [
    type,
    typeof value === 'string' ? value : Object.entries(value ?? {}).toSorted(),
  ])
  const alike = JSON.stringify([name, parties, operations.toSorted(), terms.toSorted()])
  return `${keyRowId(grant)}/${createHash('sha256').update(alike).digest('hex')}`
}

export const grants: Table<GrantRow> = {
  name: 'kms.grants',
  indexes: {
    grantee: (grant) => [granteeIndexKey(grant, grant.grantee.id)],
    retiring: (grant) => (grant.retiring ? [retiringIndexKey(grant, grant.retiring)] : []),
    retry: (grant) => (grant.name === undefined ? [] : [retryIndexKey(grant)]),
  },
}

/** How many grants a key has, by the id of its row: counting them would read them all. */
export const grantCounts: Table<GrantCountRow> = { name: 'kms.grant-counts' }
