import type { Row } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { NotFoundException } from '../errors.ts'
import type { DeleteImportedKeyMaterialInput, DeleteImportedKeyMaterialOutput } from '../model.ts'
import { onOwnKey } from '../questions.ts'
import { requireImportable, withoutMaterial } from '../resources/imported-materials.ts'
import { requireState } from '../resources/key-states.ts'
import type { Key } from '../resources/keys.ts'
import type { KmsScope } from '../scope.ts'
import type { KeyMaterialRow } from '../tables.ts'

/**
 * Deletes imported key material, the current one unless another is named. From now on the key waits
 * for that material; until it is imported again, nothing that the key encrypted opens. Deleting
 * what is not there changes nothing.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteImportedKeyMaterial.html
 */
export const DeleteImportedKeyMaterial: Operation<
  KmsScope,
  DeleteImportedKeyMaterialInput,
  DeleteImportedKeyMaterialOutput
> = {
  readOnly: false,
  questions: ({ KeyId }, scope) => [onOwnKey('kms:DeleteImportedKeyMaterial', KeyId, scope)],
  perform(input, scope) {
    const key = scope.keys.require(input.KeyId)
    requireImportable(key)
    requireState(key, 'DeleteImportedKeyMaterial')
    const material = findMaterial(key, input, scope)
    if (!material) return { output: { KeyId: key.arn } }
    const isHere = material.value.sealedMaterial !== undefined
    return {
      output: { KeyId: key.arn, KeyMaterialId: material.value.keyMaterialId },
      ...(isHere && withoutMaterial(key.row, material, scope)),
    }
  },
}

/** Undefined: the key was never given any. */
function findMaterial(
  key: Key,
  { KeyMaterialId }: DeleteImportedKeyMaterialInput,
  { keyMaterials }: KmsScope,
): Row<KeyMaterialRow> | undefined {
  const id = KeyMaterialId ?? key.currentKeyMaterialId
  const found = keyMaterials.allOf(key).find(({ value }) => value.keyMaterialId === id)
  if (found || KeyMaterialId === undefined) return found
  // The sentence is ours.
  throw NotFoundException(`Key material '${KeyMaterialId}' is not associated with ${key.arn}.`)
}
