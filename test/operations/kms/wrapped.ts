// Wraps key material as whoever imports it does, with node's own cryptography.

import assert from 'node:assert/strict'
import { constants, createCipheriv, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto'
import type { AlgorithmSpec, KMSClient } from '@aws-sdk/client-kms'
import { GetParametersForImportCommand } from '@aws-sdk/client-kms'

export interface Wrapped {
  readonly ImportToken: Uint8Array
  readonly EncryptedKeyMaterial: Uint8Array
}

export type WrappingAlgorithm =
  'RSAES_OAEP_SHA_1' | 'RSAES_OAEP_SHA_256' | 'RSA_AES_KEY_WRAP_SHA_1' | 'RSA_AES_KEY_WRAP_SHA_256'

export interface WrappingChoice {
  readonly WrappingAlgorithm: WrappingAlgorithm
  readonly WrappingKeySpec: 'RSA_2048' | 'RSA_3072' | 'RSA_4096'
}

const USUAL: WrappingChoice = {
  WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
  WrappingKeySpec: 'RSA_2048',
}

/** The members of ImportKeyMaterial that bring the material. */
export async function wrapped(
  kms: KMSClient,
  KeyId: string,
  material: Uint8Array,
  choice: WrappingChoice = USUAL,
): Promise<Wrapped> {
  const parameters = await kms.send(new GetParametersForImportCommand({ KeyId, ...choice }))
  const { ImportToken, PublicKey } = parameters
  assert.ok(ImportToken && PublicKey)
  const EncryptedKeyMaterial = wrapUnder(PublicKey, material, choice.WrappingAlgorithm)
  return { ImportToken, EncryptedKeyMaterial }
}

export function wrapUnder(
  publicKey: Uint8Array,
  material: Uint8Array,
  algorithm: WrappingAlgorithm,
): Uint8Array {
  const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' })
  const oaepHash = algorithm.endsWith('SHA_1') ? 'sha1' : 'sha256'
  const underRsa = (bytes: Uint8Array) =>
    publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, bytes)
  if (!algorithm.startsWith('RSA_AES')) return underRsa(material)
  const aesKey = randomBytes(32)
  const wrap = createCipheriv('id-aes256-wrap-pad', aesKey, Buffer.from('a65959a6', 'hex'))
  return Buffer.concat([underRsa(aesKey), wrap.update(material), wrap.final()])
}

/** What comes with the wrapping key, for who wraps by themselves. */
export async function parametersOf(
  kms: KMSClient,
  KeyId: string,
  WrappingAlgorithm: AlgorithmSpec = 'RSAES_OAEP_SHA_256',
) {
  const { ImportToken, PublicKey } = await kms.send(
    new GetParametersForImportCommand({ KeyId, WrappingAlgorithm, WrappingKeySpec: 'RSA_2048' }),
  )
  assert.ok(ImportToken && PublicKey)
  return { ImportToken, PublicKey }
}
