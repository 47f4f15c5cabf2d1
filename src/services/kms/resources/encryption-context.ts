import { encodeEncryptionContext } from '../../../crypto/encryption-context.ts'
import type { EncryptionContext } from '../../../crypto/encryption-context.ts'
import { ValidationException } from '../errors.ts'
import { limits } from '../limits.ts'

/** Throws for an encryption context that cannot be bound to a ciphertext. */
export function requireEncryptionContext(context: EncryptionContext = {}): void {
  const texts = Object.entries(context).flat()
  // In UTF-8 every broken character is the same replacement character.
  if (!texts.every((text) => text.isWellFormed())) {
    throw ValidationException('The encryption context is not well-formed Unicode.')
  }
  if (encodeEncryptionContext(context).length > limits.encryptionContextBytesMax) {
    throw ValidationException(
      `The encryption context is longer than ${limits.encryptionContextBytesMax} bytes.`,
    )
  }
}
