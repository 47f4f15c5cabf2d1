import type { SecretBytes } from '../../../base/secret-bytes.ts'
import type { World } from '../../../base/world.ts'
import { change } from '../../../store/store.ts'
import type { Change } from '../../../store/store.ts'
import type { CreateKeyInput } from '../model.ts'
import type { KmsScope } from '../scope.ts'
import type { KeyRow } from '../tables.ts'
import { keyRowId, keys } from '../tables.ts'
import { requireExternalKeyFree } from './external-key-members.ts'
import { keyArn } from './key-id.ts'
import type { KeySettings } from './key-settings.ts'
import { requireKeySettings } from './key-settings.ts'
import type { Key } from './keys.ts'
import { requireTags } from './tags.ts'

export const FIRST_GENERATION = 1

/**
 * A key and its first key material, as they are to be; the key policy is the caller's part. A key
 * whose material is to be imported waits for it. `prepared` is the material of a key that is not of
 * the symmetric spec.
 */
export function newKey(
  input: CreateKeyInput,
  scope: KmsScope,
  prepared?: SecretBytes,
): { readonly key: Key; readonly changes: readonly Change[] } {
  const { account, region, world, now, keyMaterials, chosen = {} } = scope
  const settings = requireKeySettings(input)
  const keyId = chosen.keyId ?? newKeyId(settings, world)
  const place = { account, region, keyId }
  // Material of a key in a key store is KMS's half of it: the other half stays with the manager.
  const made =
    settings.origin === 'EXTERNAL'
      ? undefined
      : keyMaterials.create(place, FIRST_GENERATION, prepared ?? chosen.keyMaterial)
  const value: KeyRow = {
    ...place,
    ...settings,
    ...requireExternalKeyFree(input, scope),
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

function newKeyId({ multiRegion }: KeySettings, world: World): string {
  const uuid = world.uuid()
  return multiRegion ? `mrk-${uuid.replaceAll('-', '')}` : uuid
}
