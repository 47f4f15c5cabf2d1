// The four operations of an external key store proxy, as KMS asks for them and reads the answers.
// https://github.com/aws/aws-kms-xksproxy-api-spec

import { createHash } from 'node:crypto'
import { sameBytes } from '../../../base/constant-time.ts'
import type { Json, JsonObject } from '../../../base/json.ts'
import { isJsonObject } from '../../../base/json.ts'
import { SecretBytes } from '../../../base/secret-bytes.ts'
import type { ExternalCiphertext } from '../../../crypto/external-blob.ts'
import { isExternalCiphertext } from '../../../crypto/external-blob.ts'
import { limits } from '../limits.ts'
import { ProxyFailure } from './failures.ts'
import type { ProxyRequest, XksProxies } from './proxy.ts'

/** A proxy, with what every request to it has. */
export type ProxyTarget = Pick<ProxyRequest, 'address' | 'credential' | 'region'>

/** What the proxy may log and decide by. */
export interface RequestMetadata {
  readonly awsPrincipalArn?: string
  readonly awsSourceVpc?: string
  readonly awsSourceVpce?: string
  readonly kmsKeyArn?: string
  readonly kmsOperation: string
  readonly kmsRequestId: string
  readonly kmsViaService?: string
}

/** An external key, and in which request it is used. */
export interface ExternalUse {
  readonly target: ProxyTarget
  readonly xksKeyId: string
  readonly metadata: RequestMetadata
}

/** Rejects with ProxyFailure unless the proxy and a key manager behind it are there. */
export async function checkHealth(
  proxies: XksProxies,
  target: ProxyTarget,
  { kmsOperation, kmsRequestId }: RequestMetadata,
): Promise<void> {
  const body = { requestMetadata: { kmsRequestId, kmsOperation } }
  const answer = await ask(proxies, { ...target, path: '/health', body })
  const names = ['xksProxyVendor', 'xksProxyModel', 'ekmVendor'].map((name) => answer[name])
  const { xksProxyFleetSize: size, ekmFleetDetails: managers } = answer
  const isWhole = names.every(isText) && Number.isInteger(size) && Number(size) > 0
  if (!isWhole || !isManagers(managers)) throw new ProxyFailure('malformed')
  if (managers.every(({ healthStatus }) => healthStatus === 'UNAVAILABLE')) {
    throw new ProxyFailure('noManager')
  }
}

const HEALTH: readonly Json[] = ['ACTIVE', 'DEGRADED', 'UNAVAILABLE']

const isManagers = (managers: Json | undefined): managers is readonly JsonObject[] =>
  Array.isArray(managers) &&
  managers.length > 0 &&
  managers.length <= limits.xks.managersMax &&
  managers.every(
    (manager: Json) =>
      isJsonObject(manager) &&
      isText(manager['id']) &&
      isText(manager['model']) &&
      HEALTH.includes(manager['healthStatus'] ?? null),
  )

/** Whether the external key is one that a KMS key can be made of. */
export async function isUsableKey(proxies: XksProxies, use: ExternalUse): Promise<boolean> {
  const answer = await ask(proxies, keyRequest(use, 'metadata', {}))
  const { keySpec, keyUsage, keyStatus } = answer
  const isUsages = Array.isArray(keyUsage) && keyUsage.length <= limits.xks.keyUsagesMax
  if (!isText(keySpec) || !isUsages || !['ENABLED', 'DISABLED'].some((one) => one === keyStatus)) {
    throw new ProxyFailure('malformed')
  }
  const does = (usage: string): boolean => keyUsage.some((one: Json) => one === usage)
  return keySpec === 'AES_256' && does('ENCRYPT') && does('DECRYPT') && keyStatus === 'ENABLED'
}

/** `aad` is bound to the ciphertext; empty: nothing is. */
export async function encryptExternally(
  proxies: XksProxies,
  use: ExternalUse,
  plaintext: Uint8Array,
  aad: Uint8Array,
): Promise<ExternalCiphertext> {
  const answer = await ask(
    proxies,
    keyRequest(use, 'encrypt', {
      ...additional(aad),
      plaintext: base64(plaintext),
      encryptionAlgorithm: 'AES_GCM',
      ciphertextDataIntegrityValueAlgorithm: 'SHA_256',
    }),
  )
  const sealed = {
    initializationVector: bytesOf(answer['initializationVector']),
    metadata: answer['ciphertextMetadata'] ? bytesOf(answer['ciphertextMetadata']) : NOTHING,
    tag: bytesOf(answer['authenticationTag']),
    ciphertext: bytesOf(answer['ciphertext']),
  }
  const isSound =
    isExternalCiphertext(sealed) &&
    sealed.ciphertext.length === plaintext.length &&
    sameBytes(bytesOf(answer['ciphertextDataIntegrityValue']), integrityValue(sealed, aad))
  if (!isSound) throw new ProxyFailure('malformed')
  return sealed
}

const NOTHING = new Uint8Array()

/** By it the proxy says that it has decrypted what it gives out. */
const integrityValue = (sealed: ExternalCiphertext, aad: Uint8Array): Buffer =>
  createHash('sha256')
    .update(aad)
    .update(sealed.metadata)
    .update(sealed.initializationVector)
    .update(sealed.ciphertext)
    .update(sealed.tag)
    .digest()

export async function decryptExternally(
  proxies: XksProxies,
  use: ExternalUse,
  sealed: ExternalCiphertext,
  aad: Uint8Array,
): Promise<SecretBytes> {
  const { metadata, ciphertext, initializationVector, tag } = sealed
  const answer = await ask(
    proxies,
    keyRequest(use, 'decrypt', {
      ...additional(aad),
      ...(metadata.length > 0 && { ciphertextMetadata: base64(metadata) }),
      ciphertext: base64(ciphertext),
      encryptionAlgorithm: 'AES_GCM',
      initializationVector: base64(initializationVector),
      authenticationTag: base64(tag),
    }),
  )
  const plaintext = bytesOf(answer['plaintext'])
  if (plaintext.length !== ciphertext.length) throw new ProxyFailure('malformed')
  return new SecretBytes(plaintext)
}

function keyRequest(
  { target, xksKeyId, metadata }: ExternalUse,
  operation: 'metadata' | 'encrypt' | 'decrypt',
  more: JsonObject,
): ProxyRequest {
  const body = { requestMetadata: { ...metadata }, ...more }
  return { ...target, path: `/keys/${xksKeyId}/${operation}`, body }
}

async function ask(proxies: XksProxies, request: ProxyRequest): Promise<JsonObject> {
  const answer = await proxies.send(request)
  if (!isJsonObject(answer)) throw new ProxyFailure('malformed')
  return answer
}

const additional = (aad: Uint8Array): JsonObject =>
  aad.length === 0 ? {} : { additionalAuthenticatedData: base64(aad) }

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

const isText = (value: Json | undefined): value is string =>
  typeof value === 'string' && value !== ''

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

function bytesOf(text: Json | undefined): Uint8Array {
  if (typeof text !== 'string' || !BASE64.test(text)) throw new ProxyFailure('malformed')
  return new Uint8Array(Buffer.from(text, 'base64'))
}
