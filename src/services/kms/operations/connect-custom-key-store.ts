import type { Operation } from '../../operation.ts'
import { CustomKeyStoreInvalidStateException } from '../errors.ts'
import type { ConnectCustomKeyStoreInput, ConnectCustomKeyStoreOutput } from '../model.ts'
import { onKeyStores } from '../questions.ts'
import { keyStoreEvent } from '../resources/key-store-event.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Begins to connect a key store to its proxy, and answers at once: DescribeCustomKeyStores tells
 * whether it came to be connected. One that is, or is about to be, stays so.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ConnectCustomKeyStore.html
 */
export const ConnectCustomKeyStore: Operation<
  KmsScope,
  ConnectCustomKeyStoreInput,
  ConnectCustomKeyStoreOutput
> = {
  readOnly: false,
  questions: (_, scope) => [onKeyStores('kms:ConnectCustomKeyStore', scope)],
  perform({ CustomKeyStoreId }, { customKeyStores, connector, requestId }) {
    const store = customKeyStores.require(CustomKeyStoreId)
    const { state } = store.value
    const answer = { output: {}, event: keyStoreEvent(store) }
    if (state === 'CONNECTED' || state === 'CONNECTING') return answer
    if (state !== 'DISCONNECTED') {
      // The sentence is ours: AWS's is not known.
      throw CustomKeyStoreInvalidStateException(
        `Custom key store ${CustomKeyStoreId} is ${state}. Disconnect it before you connect it.`,
      )
    }
    const connecting = { state: 'CONNECTING', connectRequestId: requestId } as const
    return {
      ...answer,
      changes: [customKeyStores.update(store, connecting)],
      committed: connector.wake,
    }
  },
}
