// The rows that KMS keeps. Ids begin with account and Region, so that a prefix pages through them.

import type { AccountId } from '../../base/account-id.ts'
import type { Region } from '../../base/region.ts'
import type { Table } from '../../store/store.ts'
import type { KeySpec, KeyState, KeyUsageType, OriginType, Tag } from './model.ts'

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
  /** In the order in which they were first set. */
  readonly tags: readonly Tag[]
  /** The key material that encrypts; older ones only decrypt. From 1. */
  readonly currentGeneration: number
  readonly currentKeyMaterialId: string
}

export interface KeyPolicyRow {
  /** JSON text whose users and roles are unique ids. */
  readonly boundDocument: string
}

export interface KeyMaterialRow {
  readonly createdAt: string
  readonly keyMaterialId: string
  readonly sealedMaterial: string
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

export const placePrefix = ({ account, region }: Pick<KeyPlace, 'account' | 'region'>): string =>
  `${account}/${region}/`

export const keyRowId = (place: KeyPlace): string => `${placePrefix(place)}${place.keyId}`

/** The generation is padded: ids are ordered as text. */
export const keyMaterialRowId = (place: KeyPlace, generation: number): string =>
  `${keyRowId(place)}/${String(generation).padStart(6, '0')}`

export const aliasRowId = (alias: Pick<AliasRow, 'account' | 'region' | 'name'>): string =>
  `${placePrefix(alias)}${alias.name}`

export const keys: Table<KeyRow> = { name: 'kms.keys' }

/** By the id of the key's row: replacing a policy and changing a key do not meet. */
export const keyPolicies: Table<KeyPolicyRow> = { name: 'kms.key-policies' }

export const keyMaterials: Table<KeyMaterialRow> = { name: 'kms.key-materials' }

export const aliases: Table<AliasRow> = {
  name: 'kms.aliases',
  indexes: { target: (alias) => [keyRowId({ ...alias, keyId: alias.targetKeyId })] },
}
