// What tests do with keys whose material is imported.

import { randomBytes } from 'node:crypto'
import type { ImportKeyMaterialCommandInput } from '@aws-sdk/client-kms'
import {
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  ImportKeyMaterialCommand,
} from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { kmsAs, newKey } from './fixture.ts'
import { wrapped, type Wrapped } from './wrapped.ts'

export const DAY_MS = 24 * 60 * 60 * 1000
export const FOREVER = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' } as const
export const Plaintext = Buffer.from('payroll')

export type More = Partial<ImportKeyMaterialCommandInput>

export const newMaterial = () => randomBytes(32)

/** In the world that the tests have when they ask. */
export function importing(worldNow: () => TestWorld) {
  const kms = (as?: Credentials) => kmsAs(worldNow(), as)
  const send = (KeyId: string, brought: Wrapped, more: More = FOREVER, as?: Credentials) =>
    kms(as).send(new ImportKeyMaterialCommand({ KeyId, ...brought, ...more }))
  return {
    send,
    importedKey: () => newKey(worldNow(), { Origin: 'EXTERNAL' }),
    bring: async (keyId: string, material: Uint8Array, more: More = FOREVER) =>
      send(keyId, await wrapped(kms(), keyId, material), more),
    describe: async (KeyId: string) =>
      (await kms().send(new DescribeKeyCommand({ KeyId }))).KeyMetadata,
    encrypt: async (KeyId: string) =>
      (await kms().send(new EncryptCommand({ KeyId, Plaintext }))).CiphertextBlob,
    decrypt: (CiphertextBlob: Uint8Array | undefined) =>
      kms().send(new DecryptCommand({ CiphertextBlob })),
  }
}
