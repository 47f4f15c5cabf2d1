import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { CustomKeyStoreHasCMKsException, CustomKeyStoreInvalidStateException } from '../errors.ts'
import type { DeleteCustomKeyStoreInput, DeleteCustomKeyStoreOutput } from '../model.ts'
import { onKeyStores } from '../questions.ts'
import { keyStoreEvent } from '../resources/key-store-event.ts'
import type { KmsScope } from '../scope.ts'
import { customKeyStores as table } from '../tables.ts'

/**
 * Deletes a key store that is disconnected and has no keys: one that is pending deletion counts
 * until it is deleted. Nothing happens to the proxy.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteCustomKeyStore.html
 */
export const DeleteCustomKeyStore: Operation<
  KmsScope,
  DeleteCustomKeyStoreInput,
  DeleteCustomKeyStoreOutput
> = {
  readOnly: false,
  questions: (_, scope) => [onKeyStores('kms:DeleteCustomKeyStore', scope)],
  perform({ CustomKeyStoreId }, { customKeyStores }) {
    const store = customKeyStores.require(CustomKeyStoreId)
    // The sentences are ours: AWS's are not known.
    if (customKeyStores.hasKeys(store)) {
      throw CustomKeyStoreHasCMKsException(
        `Custom key store ${CustomKeyStoreId} still has KMS keys.`,
      )
    }
    const { state } = store.value
    if (state !== 'DISCONNECTED') {
      throw CustomKeyStoreInvalidStateException(
        `Custom key store ${CustomKeyStoreId} is ${state}. Disconnect it before you delete it.`,
      )
    }
    return {
      output: {},
      changes: [change(table, store.id, store, undefined)],
      event: keyStoreEvent(store),
    }
  },
}
