import type { Operation } from '../../operation.ts'
import type { EnableKeyInput } from '../model.ts'
import { onOwnKey } from '../questions.ts'
import { requireState } from '../resources/key-states.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Lets a disabled key be used again. An enabled one stays as it is.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKey.html
 */
export const EnableKey: Operation<KmsScope, EnableKeyInput, undefined> = {
  readOnly: false,
  questions: ({ KeyId }, scope) => [onOwnKey('kms:EnableKey', KeyId, scope)],
  perform({ KeyId }, { keys }) {
    const key = keys.require(KeyId)
    requireState(key, 'EnableKey')
    return {
      changes: [keys.update(key, { state: 'Enabled' })],
      event: { responseElements: { keyId: key.arn } },
    }
  },
}
