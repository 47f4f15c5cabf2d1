import type { Operation } from '../../operation.ts'
import { CustomKeyStoreInvalidStateException } from '../errors.ts'
import type { DisconnectCustomKeyStoreInput, DisconnectCustomKeyStoreOutput } from '../model.ts'
import { onKeyStores } from '../questions.ts'
import { keyStoreEvent } from '../resources/key-store-event.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Disconnects a key store from its proxy, at once. Until it is connected again its keys are
 * unavailable.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_DisconnectCustomKeyStore.html
 */
export const DisconnectCustomKeyStore: Operation<
  KmsScope,
  DisconnectCustomKeyStoreInput,
  DisconnectCustomKeyStoreOutput
> = {
  readOnly: false,
  questions: (_, scope) => [onKeyStores('kms:DisconnectCustomKeyStore', scope)],
  perform({ CustomKeyStoreId }, { customKeyStores }) {
    const store = customKeyStores.require(CustomKeyStoreId)
    if (store.value.state === 'DISCONNECTED') {
      // The sentence is ours: AWS's is not known.
      throw CustomKeyStoreInvalidStateException(
        `Custom key store ${CustomKeyStoreId} is DISCONNECTED.`,
      )
    }
    const state = 'DISCONNECTED' as const
    const disconnected = { state, connectRequestId: undefined, errorCode: undefined }
    return {
      output: {},
      changes: [customKeyStores.update(store, disconnected)],
      event: keyStoreEvent(store),
    }
  },
}
