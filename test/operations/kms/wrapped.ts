// Wraps key material as whoever imports it does, with node's own cryptography.

import assert from 'node:assert/strict'
import { constants, createCipheriv, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto'
import type { CreateKeyCommandInput, KMSClient } from '@aws-sdk/client-kms'
import { GetParametersForImportCommand, ImportKeyMaterialCommand } from '@aws-sdk/client-kms'
import type { TestWorld } from '../../fixtures/world.ts'
import { kmsAs, newKey, type TestKey } from './fixture.ts'

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
  const { ImportToken, PublicKey } = await parametersOf(kms, KeyId, choice)
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
export async function parametersOf(kms: KMSClient, KeyId: string, choice: WrappingChoice = USUAL) {
  const { ImportToken, PublicKey } = await kms.send(
    new GetParametersForImportCommand({ KeyId, ...choice }),
  )
  assert.ok(ImportToken && PublicKey)
  return { ImportToken, PublicKey }
}

/** A key of origin EXTERNAL that has this material: raw bytes, or a private key as PKCS #8. */
export async function importedKey(
  world: TestWorld,
  input: CreateKeyCommandInput,
  material: Uint8Array,
): Promise<TestKey> {
  const key = await newKey(world, { ...input, Origin: 'EXTERNAL' })
  await bringMaterial(world, key.keyId, material)
  return key
}

export async function bringMaterial(
  world: TestWorld,
  KeyId: string,
  material: Uint8Array,
  kms = kmsAs(world),
) {
  const choice = {
    WrappingAlgorithm: 'RSA_AES_KEY_WRAP_SHA_256',
    WrappingKeySpec: 'RSA_2048',
  } as const
  const brought = await wrapped(kms, KeyId, material, choice)
  const ExpirationModel = 'KEY_MATERIAL_DOES_NOT_EXPIRE'
  return kms.send(new ImportKeyMaterialCommand({ KeyId, ...brought, ExpirationModel }))
}
