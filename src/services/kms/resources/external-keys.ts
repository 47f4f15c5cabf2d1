// Keys in external key stores. What they encrypt is encrypted twice: with KMS's own key material
// first, then by the external key manager, so that neither alone can open it.
// https://docs.aws.amazon.com/kms/latest/developerguide/use-xks-key.html

import type { SecretBytes } from '../../../base/secret-bytes.ts'
import { isSameKey, parseBlob } from '../../../crypto/ciphertext-blob.ts'
import type { EncryptionContext } from '../../../crypto/encryption-context.ts'
import { encodeEncryptionContext } from '../../../crypto/encryption-context.ts'
import type { ExternalBlob } from '../../../crypto/external-blob.ts'
import { sealExternalBlob } from '../../../crypto/external-blob.ts'
import { DependencyTimeoutException, KMSInvalidStateException } from '../errors.ts'
import type { KmsScope } from '../scope.ts'
import type { ExternalUse } from '../xks/calls.ts'
import { decryptExternally, encryptExternally } from '../xks/calls.ts'
import { orProxyError, ProxyFailure, proxyError } from '../xks/failures.ts'
import { requestMetadata } from '../xks/request-metadata.ts'
import type { KeyMaterial } from './key-materials.ts'
import type { Key } from './keys.ts'
import { storeIsNotConnected } from './store-not-connected.ts'

export const isExternal = ({ xksKeyId }: Pick<Key, 'xksKeyId'>): boolean => xksKeyId !== undefined

/** A blob of KMS's own, encrypted once more by the external key manager. */
export async function wrapExternally(
  key: Key,
  blob: Uint8Array,
  context: EncryptionContext | undefined,
  operation: string,
  scope: KmsScope,
): Promise<Uint8Array> {
  const aad = encodeEncryptionContext(context)
  const encrypted = encryptExternally(scope.proxies, useOf(key, operation, scope), blob, aad)
  const sealed = await orProxyError(encrypted, 'cryptography')
  return sealExternalBlob({ key: { ...key, generation: key.currentGeneration }, ...sealed })
}

/** The blob of KMS's own that is inside. */
export async function unwrapExternally(
  key: Key,
  blob: ExternalBlob,
  context: EncryptionContext | undefined,
  operation: string,
  scope: KmsScope,
): Promise<SecretBytes> {
  const aad = encodeEncryptionContext(context)
  const decrypted = decryptExternally(scope.proxies, useOf(key, operation, scope), blob, aad)
  const inner = await orProxyError(decrypted, 'cryptography')
  const named = inner.use((bytes) => parseBlob(bytes)?.key)
  if (!isSameKey(named, blob.key)) throw wrongPlaintext()
  return inner
}

/** What the external key manager decrypted was not what KMS had given it. */
export const wrongPlaintext = () => proxyError(new ProxyFailure('wrongPlaintext'), 'cryptography')

/**
 * The answer of a proxy for a key, unless the request has come to be about another key while it
 * was waited for: somebody may have given its alias away.
 */
export interface ForKey<Value> {
  readonly keyArn: string
  readonly value: Value
}

export function ofSameKey<Value>(prepared: ForKey<Value> | undefined, keyArn: string): Value {
  if (prepared?.keyArn === keyArn) return prepared.value
  throw DependencyTimeoutException(
    'The system timed out while trying to fulfill the request. You can retry the request.',
  )
}

/**
 * The name of the key material that KMS tells, which only that of symmetric keys has. Of a key in
 * an external key store it tells none: the key's own is in the external key manager.
 */
export const toldMaterialId = (key: Key, { id }: KeyMaterial): string | undefined =>
  isExternal(key) || key.keySpec !== 'SYMMETRIC_DEFAULT' ? undefined : id

function useOf(key: Key, operation: string, scope: KmsScope): ExternalUse {
  const store = scope.customKeyStores.of(key)
  const { xksKeyId } = key
  // INVARIANT: a key store outlives its keys.
  if (!store || xksKeyId === undefined) throw new Error(`key \`${key.keyId}\` has no key store`)
  if (store.value.state !== 'CONNECTED') throw storeIsNotConnected(KMSInvalidStateException)
  const metadata = { ...requestMetadata(operation, scope), kmsKeyArn: key.arn }
  return { target: scope.customKeyStores.target(store), xksKeyId, metadata }
}
