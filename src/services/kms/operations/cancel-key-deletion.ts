import type { Operation } from '../../operation.ts'
import type { CancelKeyDeletionInput, CancelKeyDeletionOutput } from '../model.ts'
import { onOwnKey } from '../questions.ts'
import { lacksMaterial } from '../resources/imported-materials.ts'
import { requireState } from '../resources/key-states.ts'
import type { KmsScope } from '../scope.ts'

const NOT_PENDING = { deletionDate: undefined, multiRegionPendingWindowInDays: undefined }

/**
 * Keeps a key that was to be deleted. It comes back disabled, whatever it was before; a key that
 * lacks imported key material comes back waiting for it.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html
 */
export const CancelKeyDeletion: Operation<
  KmsScope,
  CancelKeyDeletionInput,
  CancelKeyDeletionOutput
> = {
  readOnly: false,
  questions: ({ KeyId }, scope) => [onOwnKey('kms:CancelKeyDeletion', KeyId, scope)],
  perform({ KeyId }, { keys, keyMaterials }) {
    const key = keys.require(KeyId)
    requireState(key, 'CancelKeyDeletion')
    const waits = key.origin === 'EXTERNAL' && lacksMaterial(key, keyMaterials.allOf(key))
    const state = waits ? 'PendingImport' : 'Disabled'
    return {
      output: { KeyId: key.arn },
      changes: [keys.update(key, { state, ...NOT_PENDING })],
    }
  },
}
