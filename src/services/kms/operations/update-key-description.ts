import type { Operation } from '../../operation.ts'
import type { UpdateKeyDescriptionInput } from '../model.ts'
import { onOwnKey } from '../questions.ts'
import { requireState } from '../resources/key-states.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Replaces the text that describes a key; an empty one takes it away.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateKeyDescription.html
 */
export const UpdateKeyDescription: Operation<KmsScope, UpdateKeyDescriptionInput, undefined> = {
  readOnly: false,
  questions: ({ KeyId }, scope) => [onOwnKey('kms:UpdateKeyDescription', KeyId, scope)],
  perform({ KeyId, Description }, { keys }) {
    const key = keys.require(KeyId)
    requireState(key, 'UpdateKeyDescription')
    return {
      changes: [keys.update(key, { description: Description })],
      event: { responseElements: { keyId: key.arn } },
    }
  },
}
