import type { Operation } from '../../operation.ts'
import type { GetKeyRotationStatusInput, GetKeyRotationStatusOutput } from '../model.ts'
import { onKey } from '../questions.ts'
import type { Key } from '../resources/keys.ts'
import { requireOwnMaterial } from '../resources/rotation.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Tells whether and when the key is rotated automatically. Works across accounts. That of a key
 * that is pending deletion is off, and comes back with the key.
 *
 * A rotation on demand is over when RotateKeyOnDemand answers, so none is ever under way.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html
 */
export const GetKeyRotationStatus: Operation<
  KmsScope,
  GetKeyRotationStatusInput,
  GetKeyRotationStatusOutput
> = {
  readOnly: true,
  questions: ({ KeyId }, scope) => [
    onKey('kms:GetKeyRotationStatus', scope.keys.find(KeyId), scope),
  ],
  perform({ KeyId }, { keys }) {
    const key = keys.require(KeyId)
    requireOwnMaterial(key)
    return { output: { KeyId: key.keyId, ...rotationOf(key) } }
  },
}

function rotationOf(key: Key): GetKeyRotationStatusOutput {
  const { rotationPeriodInDays, nextRotationDate, state } = key
  const isDoomed = state === 'PendingDeletion' || state === 'PendingReplicaDeletion'
  if (isDoomed || rotationPeriodInDays === undefined || nextRotationDate === undefined) {
    return { KeyRotationEnabled: false }
  }
  return {
    KeyRotationEnabled: true,
    RotationPeriodInDays: rotationPeriodInDays,
    NextRotationDate: new Date(nextRotationDate),
  }
}
