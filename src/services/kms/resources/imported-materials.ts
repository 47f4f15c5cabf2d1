// Key material that was imported: what is here of it, and what that makes of the key.
//
// The first material is the key's for good. A symmetric encryption key can be given others: each
// waits under the next generation until a rotation makes it the current one, and is the key's for
// good from then on. The key works while all of these are here.

import { change } from '../../../store/store.ts'
import type { Change, Row } from '../../../store/store.ts'
import { UnsupportedOperationException } from '../errors.ts'
import type { KeyState } from '../model.ts'
import type { KeyMaterialRow, KeyRow } from '../tables.ts'
import { keyMaterials, keys, placeOfMaterial } from '../tables.ts'
import type { Key } from './keys.ts'

export function requireImportable({ arn, origin }: Key): void {
  if (origin === 'EXTERNAL') return
  throw UnsupportedOperationException(
    `${arn} origin is ${origin} which is not valid for this operation.`,
  )
}

export const generationOf = ({ id }: Row<KeyMaterialRow>): number => placeOfMaterial(id).generation

/** Whether the key lacks material that is its for good. `materials` are all there is of it. */
export const lacksMaterial = (
  key: Pick<KeyRow, 'currentGeneration'>,
  materials: readonly Row<KeyMaterialRow>[],
): boolean =>
  key.currentGeneration === 0 ||
  materials.some(
    (material) =>
      generationOf(material) <= key.currentGeneration &&
      material.value.sealedMaterial === undefined,
  )

/**
 * Takes the material away. What is the key's for good leaves its name behind, since nothing else
 * can be imported in its place, and the key waits for it; what still waited for a rotation goes
 * without a trace.
 */
export function withoutMaterial(
  key: Row<KeyRow>,
  material: Row<KeyMaterialRow>,
): readonly Change[] {
  if (generationOf(material) === key.value.pendingGeneration) {
    const { pendingGeneration: _, ...rest } = key.value
    return [change(keyMaterials, material.id, material, undefined), change(keys, key.id, key, rest)]
  }
  const { sealedMaterial: _, ...rest } = material.value
  return [
    change(keyMaterials, material.id, material, rest),
    change(keys, key.id, key, { ...withoutExpiration(key.value), state: stateWithout(key.value) }),
  ]
}

/** What is recorded of AWS: asymmetric and HMAC keys no longer tell how it would have expired. */
function withoutExpiration(key: KeyRow): KeyRow {
  if (key.keySpec === 'SYMMETRIC_DEFAULT') return key
  const { expirationModel: _, validTo: __, ...rest } = key
  return rest
}

function stateWithout({ state }: KeyRow): KeyState {
  const isDoomed = state === 'PendingDeletion' || state === 'PendingReplicaDeletion'
  return isDoomed ? state : 'PendingImport'
}
