import type { SecretBytes } from '../../../base/secret-bytes.ts'
import { change } from '../../../store/store.ts'
import type { Change } from '../../../store/store.ts'
import type { CreateKeyInput } from '../model.ts'
import type { KmsScope } from '../scope.ts'
import type { KeyRow } from '../tables.ts'
import { keyRowId, keys } from '../tables.ts'
import { keyArn } from './key-id.ts'
import { requireKeySettings } from './key-settings.ts'
import type { Key } from './keys.ts'
import { requireTags } from './tags.ts'

export const FIRST_GENERATION = 1

/**
 * A key and its first key material, as they are to be; the key policy is the caller's part.
 * `prepared` is the material of a key that is not of the symmetric spec.
 */
export function newKey(
  input: CreateKeyInput,
  { account, region, world, now, keyMaterials, chosen = {} }: KmsScope,
  prepared?: SecretBytes,
): { readonly key: Key; readonly changes: readonly Change[] } {
  const place = { account, region, keyId: chosen.keyId ?? world.uuid() }
  const { material, change: materialChange } = keyMaterials.create(
    place,
    FIRST_GENERATION,
    prepared ?? chosen.keyMaterial,
  )
  const value: KeyRow = {
    ...place,
    ...requireKeySettings(input),
    createdAt: now.toISOString(),
    description: input.Description ?? '',
    state: 'Enabled',
    tags: requireTags(input.Tags),
    currentGeneration: material.generation,
    currentKeyMaterialId: material.id,
  }
  const row = { id: keyRowId(place), version: 0, value }
  const key = { ...value, arn: keyArn(place), row }
  return { key, changes: [change(keys, row.id, undefined, value), materialChange] }
}
