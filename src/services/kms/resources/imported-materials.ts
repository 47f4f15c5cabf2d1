// Key material that was imported: what is here of it, and what that makes of the key.
//
// The first material is the key's for good. A symmetric encryption key can be given others: each
// waits under the next generation until a rotation makes it the current one, and is the key's for
// good from then on. The key works while all of these are here.

import type { ServiceAct } from '../../../audit/record.ts'
import { change } from '../../../store/store.ts'
import type { Change, Row, StoreView } from '../../../store/store.ts'
import { UnsupportedOperationException } from '../errors.ts'
import type { KeyState } from '../model.ts'
import type { KmsScope } from '../scope.ts'
import type { KeyMaterialRow, KeyPlace, KeyRow } from '../tables.ts'
import { keyMaterialRowId, keyMaterials, keys, placeOfMaterial } from '../tables.ts'
import type { Key } from './keys.ts'
import { alsoAtReplicas } from './multi-region.ts'

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

/** The related keys into which material of a primary key has not been imported yet. */
export const relatedWithout = (
  key: Key,
  generation: number,
  { keys: all, keyMaterials: materials }: Pick<KmsScope, 'keys' | 'keyMaterials'>,
): readonly Key[] =>
  all.relatedTo(key).filter((related) => materials.find(related, generation) === undefined)

/** Material of a primary key as a replica knows it before it is imported there. */
export function awaitedAt(replica: KeyPlace, material: Row<KeyMaterialRow>): Change {
  const { sealedMaterial: _, imported: __, ...known } = material.value
  const id = keyMaterialRowId(replica, generationOf(material))
  return change(keyMaterials, id, undefined, known)
}

/**
 * Takes the material away. What is the key's for good leaves its name behind, since nothing else
 * can be imported in its place, and the key waits for it; what still waited for a rotation goes
 * without a trace, from the replicas of a primary key too. A replica goes on waiting for it.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteImportedKeyMaterial.html
 */
export function withoutMaterial(
  key: Row<KeyRow>,
  material: Row<KeyMaterialRow>,
  scope: { readonly store: StoreView; readonly now: Date },
): { readonly changes: readonly Change[]; readonly acts: readonly ServiceAct[] } {
  const generation = generationOf(material)
  const isPending = generation === key.value.pendingGeneration
  if (isPending && key.value.multiRegionKeyType !== 'REPLICA') {
    return alsoAtReplicas(key, (row) => withoutPending(row, generation, scope.store), scope)
  }
  const { sealedMaterial: _, ...rest } = material.value
  const values = { ...withoutExpiration(key.value), state: stateWithout(key.value) }
  return {
    changes: [
      change(keyMaterials, material.id, material, rest),
      ...(isPending ? [] : [change(keys, key.id, key, values)]),
    ],
    acts: [],
  }
}

function withoutPending(key: Row<KeyRow>, generation: number, store: StoreView): readonly Change[] {
  const { pendingGeneration: _, ...rest } = key.value
  const material = store.get(keyMaterials, keyMaterialRowId(key.value, generation))
  const gone = material ? [change(keyMaterials, material.id, material, undefined)] : []
  return [...gone, change(keys, key.id, key, rest)]
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
