import type { EncryptionContext } from '../../../crypto/encryption-context.ts'
import { ValidationException } from '../errors.ts'
import type { EncryptionAlgorithmSpec } from '../model.ts'
import { requireAlgorithm, requireUsage } from './key-usage.ts'
import type { Key } from './keys.ts'

/** What a request means that names none. */
export const DEFAULT_ALGORITHM: EncryptionAlgorithmSpec = 'SYMMETRIC_DEFAULT'

/** How a plaintext is or is to be encrypted. */
export interface Encryption {
  readonly algorithm: EncryptionAlgorithmSpec
  readonly context: EncryptionContext | undefined
}

/** Throws for a key that does not encrypt so; `operation` is the API's name. */
export function requireEncryption(
  key: Key,
  { algorithm, context = {} }: Encryption,
  operation: string,
): void {
  requireUsage(key, 'ENCRYPT_DECRYPT', operation)
  requireAlgorithm(key, 'ENCRYPT_DECRYPT', algorithm)
  if (algorithm === DEFAULT_ALGORITHM || Object.keys(context).length === 0) return
  // The sentence is ours: AWS documents the refusal and not its words.
  throw ValidationException(
    'An encryption context is valid only for cryptographic operations with a symmetric ' +
      'encryption KMS key.',
  )
}
