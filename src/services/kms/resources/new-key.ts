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
 * A key and its first key material, as they are to be; the key policy is the caller's part. A key
 * whose material is to be imported waits for it.
 */
export function newKey(
  input: CreateKeyInput,
  { account, region, world, now, keyMaterials, chosen = {} }: KmsScope,
): { readonly key: Key; readonly changes: readonly Change[] } {
  const place = { account, region, keyId: chosen.keyId ?? world.uuid() }
  const settings = requireKeySettings(input)
  const made =
    settings.origin === 'AWS_KMS'
      ? keyMaterials.create(place, FIRST_GENERATION, chosen.keyMaterial)
      : undefined
  const value: KeyRow = {
    ...place,
    ...settings,
    createdAt: now.toISOString(),
    description: input.Description ?? '',
    state: made ? 'Enabled' : 'PendingImport',
    tags: requireTags(input.Tags),
    currentGeneration: made?.material.generation ?? 0,
    ...(made && { currentKeyMaterialId: made.material.id }),
  }
  const row = { id: keyRowId(place), version: 0, value }
  const key = { ...value, arn: keyArn(place), row }
  return { key, changes: [change(keys, row.id, undefined, value), ...(made ? [made.change] : [])] }
}
