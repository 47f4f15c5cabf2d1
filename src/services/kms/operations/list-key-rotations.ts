import type { Row } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { limits } from '../limits.ts'
import type {
  KeyMaterialState,
  ListKeyRotationsInput,
  ListKeyRotationsOutput,
  RotationsListEntry,
} from '../model.ts'
import { NUMBER, pageOf } from '../paging.ts'
import { onOwnKey } from '../questions.ts'
import { generationOf, relatedWithout } from '../resources/imported-materials.ts'
import type { Key } from '../resources/keys.ts'
import { requireRotatable } from '../resources/rotation.ts'
import type { KmsScope } from '../scope.ts'
import type { KeyMaterialRow } from '../tables.ts'

/**
 * Lists the rotations of a key, in their order; on request all of its key material, with the first
 * one and the one that waits for a rotation.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyRotations.html
 */
export const ListKeyRotations: Operation<KmsScope, ListKeyRotationsInput, ListKeyRotationsOutput> =
  {
    readOnly: true,
    questions: ({ KeyId }, scope) => [onOwnKey('kms:ListKeyRotations', KeyId, scope)],
    perform(input, scope) {
      const { keys, keyMaterials } = scope
      const key = keys.require(input.KeyId)
      requireRotatable(key)
      const isListed = (material: Row<KeyMaterialRow>): boolean =>
        input.IncludeKeyMaterial === 'ALL_KEY_MATERIAL' || material.value.rotation !== undefined
      const materials = keyMaterials.allOf(key).filter(isListed)
      const { items, more } = pageOf(
        input,
        limits.rotationsPerPage,
        ({ after = '0', limit }) =>
          materials.filter((material) => generationOf(material) > Number(after)).slice(0, limit),
        (material) => String(generationOf(material)),
        NUMBER,
      )
      return {
        output: { Rotations: items.map((material) => entryOf(key, material, scope)), ...more },
      }
    },
  }

function entryOf(key: Key, material: Row<KeyMaterialRow>, scope: KmsScope): RotationsListEntry {
  const { keyMaterialId, rotation } = material.value
  return {
    KeyId: key.keyId,
    KeyMaterialId: keyMaterialId,
    KeyMaterialState: stateOf(key, generationOf(material), scope),
    ...(key.origin === 'EXTERNAL' && importOf(material.value)),
    ...(rotation && { RotationDate: new Date(rotation.date), RotationType: rotation.type }),
  }
}

/** Only of imported material. */
function importOf({ imported, sealedMaterial }: KeyMaterialRow): RotationsListEntry {
  if (!imported) return { ImportState: 'PENDING_IMPORT' }
  const { description, expirationModel, validTo } = imported
  return {
    ...(description !== undefined && { KeyMaterialDescription: description }),
    ImportState: sealedMaterial === undefined ? 'PENDING_IMPORT' : 'IMPORTED',
    ExpirationModel: expirationModel,
    ...(validTo !== undefined && { ValidTo: new Date(validTo) }),
  }
}

function stateOf(key: Key, generation: number, scope: KmsScope): KeyMaterialState {
  if (generation === key.currentGeneration) return 'CURRENT'
  if (generation < key.currentGeneration) return 'NON_CURRENT'
  const isEverywhere = relatedWithout(key, generation, scope).length === 0
  return isEverywhere ? 'PENDING_ROTATION' : 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION'
}
