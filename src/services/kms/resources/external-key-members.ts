// What CreateKey asks of a key that is to be in an external key store.

import {
  CustomKeyStoreInvalidStateException,
  XksKeyAlreadyInUseException,
  XksKeyInvalidConfigurationException,
} from '../errors.ts'
import type { CreateKeyInput } from '../model.ts'
import type { KmsScope } from '../scope.ts'
import { externalKeyIndexKey, keys } from '../tables.ts'
import { isUsableKey } from '../xks/calls.ts'
import { orProxyError } from '../xks/failures.ts'
import { requestMetadata } from '../xks/request-metadata.ts'
import { storeIsNotConnected } from './store-not-connected.ts'

/** For `prepare`. Undefined: KMS is to keep the key itself. */
export function checkExternalKey(
  input: CreateKeyInput,
  scope: KmsScope,
): Promise<void> | undefined {
  const { customKeyStoreId, xksKeyId } = requireExternalKeyFree(input, scope)
  if (customKeyStoreId === undefined || xksKeyId === undefined) return undefined
  const { customKeyStores, proxies } = scope
  const target = customKeyStores.target(customKeyStores.require(customKeyStoreId))
  const metadata = requestMetadata('CreateKey', scope)
  const asked = orProxyError(isUsableKey(proxies, { target, xksKeyId, metadata }), 'key')
  return asked.then((isUsable) => {
    if (isUsable) return
    // The sentence is ours: AWS's is not known.
    throw XksKeyInvalidConfigurationException(
      'The external key must be an AES-256 key that is enabled, and that encrypts and decrypts.',
    )
  })
}

/** The members of the key's row; throws unless the key store is connected and the key not taken. */
export function requireExternalKeyFree(
  { CustomKeyStoreId: id, XksKeyId: xksKeyId }: CreateKeyInput,
  { account, region, customKeyStores, store }: KmsScope,
): { readonly customKeyStoreId?: string; readonly xksKeyId?: string } {
  if (id === undefined || xksKeyId === undefined) return {}
  if (customKeyStores.require(id).value.state !== 'CONNECTED') {
    throw storeIsNotConnected(CustomKeyStoreInvalidStateException)
  }
  const index = externalKeyIndexKey({ account, region, id }, xksKeyId)
  if (store.find(keys, 'externalKey', index, { limit: 1 }).length > 0) {
    // The sentence is ours: AWS's is not known.
    throw XksKeyAlreadyInUseException(
      `The external key ${xksKeyId} is that of another KMS key in custom key store ${id}.`,
    )
  }
  return { customKeyStoreId: id, xksKeyId }
}
