import { InvalidKeyUsageException } from '../errors.ts'
import type { EncryptionAlgorithmSpec } from '../model.ts'
import type { Key } from './keys.ts'

/** What a request means that names none. */
export const DEFAULT_ALGORITHM: EncryptionAlgorithmSpec = 'SYMMETRIC_DEFAULT'

export function requireEncryptionAlgorithm(key: Key, algorithm: EncryptionAlgorithmSpec): void {
  if (algorithm === DEFAULT_ALGORITHM) return
  throw InvalidKeyUsageException(
    `Algorithm ${algorithm} is incompatible with key spec ${key.keySpec}.`,
  )
}
