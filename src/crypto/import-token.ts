// The import token: what GetParametersForImport gives out beside the wrapping public key. Nothing
// is kept of either here: the private key travels in the token, sealed under the root key.
//
//   version      1 byte   0x01
//   the rest     framed   end of validity, wrapping algorithm, a random id, and the seal
//
// The seal binds all the others and the key that the material is for: a token opens for no other
// key, and nobody can give it more time or another algorithm.

import type { SecretBytes } from '../base/secret-bytes.ts'
import { frame, unframe } from './framing.ts'
import type { SealBinding, Sealer } from './seal.ts'

export interface ImportParameters {
  /** ISO 8601. */
  readonly validTo: string
  readonly wrappingAlgorithm: string
  readonly privateKey: SecretBytes
}

const VERSION = 1

/** `keyPlace` is what tells the key from every other; `id` is never used again. */
export function newImportToken(
  keyPlace: string,
  id: string,
  { validTo, wrappingAlgorithm, privateKey }: ImportParameters,
  sealer: Sealer,
): Uint8Array {
  const seal = sealer.seal(privateKey, binding(keyPlace, [validTo, wrappingAlgorithm, id]))
  const parts = [validTo, wrappingAlgorithm, id, seal].map((part) => Buffer.from(part))
  return Buffer.concat([Uint8Array.of(VERSION), frame(parts)])
}

/** Undefined for bytes that `newImportToken` did not make for this key. */
export function openImportToken(
  token: Uint8Array,
  keyPlace: string,
  sealer: Sealer,
): ImportParameters | undefined {
  if (token[0] !== VERSION) return undefined
  try {
    const parts = unframe(Buffer.from(token.subarray(1))).map((part) => part.toString())
    const [validTo = '', wrappingAlgorithm = '', id = '', seal = '', ...more] = parts
    if (more.length > 0) return undefined
    const privateKey = sealer.open(seal, binding(keyPlace, [validTo, wrappingAlgorithm, id]))
    return { validTo, wrappingAlgorithm, privateKey }
  } catch {
    return undefined // Lengths that point nowhere, or a seal of something else.
  }
}

const binding = (keyPlace: string, parts: readonly string[]): SealBinding => ({
  table: 'kms.import-tokens',
  id: JSON.stringify([keyPlace, ...parts]),
  generation: 1,
})
