import type { Operation } from '../../operation.ts'
import type { DisableKeyInput } from '../model.ts'
import { onOwnKey } from '../questions.ts'
import { requireState } from '../resources/key-states.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Keeps a key from being used for cryptography, until it is enabled again.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKey.html
 */
export const DisableKey: Operation<KmsScope, DisableKeyInput, undefined> = {
  readOnly: false,
  questions: ({ KeyId }, scope) => [onOwnKey('kms:DisableKey', KeyId, scope)],
  perform({ KeyId }, { keys }) {
    const key = keys.require(KeyId)
    requireState(key, 'DisableKey')
    return {
      changes: [keys.update(key, { state: 'Disabled' })],
      event: { responseElements: { keyId: key.arn } },
    }
  },
}
