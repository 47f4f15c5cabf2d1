import type { Operation } from '../../operation.ts'
import type { DisableKeyRotationInput } from '../model.ts'
import { onOwnKey } from '../questions.ts'
import { requireState } from '../resources/key-states.ts'
import { alsoAtReplicas } from '../resources/multi-region.ts'
import { requireOwnMaterial } from '../resources/rotation.ts'
import { requireNoReplica } from '../resources/primary-key.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Ends automatic rotation. What older key material encrypted still opens.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKeyRotation.html
 */
export const DisableKeyRotation: Operation<KmsScope, DisableKeyRotationInput, undefined> = {
  readOnly: false,
  questions: ({ KeyId }, scope) => [onOwnKey('kms:DisableKeyRotation', KeyId, scope)],
  perform({ KeyId }, scope) {
    const { keys } = scope
    const key = keys.require(KeyId)
    requireOwnMaterial(key)
    requireState(key, 'DisableKeyRotation')
    requireNoReplica(key)
    const off = { rotationPeriodInDays: undefined, nextRotationDate: undefined }
    return {
      ...alsoAtReplicas(key.row, (row) => [keys.update({ row }, off)], scope),
      event: { responseElements: { keyId: key.arn } },
    }
  },
}
