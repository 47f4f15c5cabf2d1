import type { SecretBytes } from '../base/secret-bytes.ts'

/** What a sealed secret belongs to: a seal opens nowhere else, so rows cannot be swapped. */
export interface SealBinding {
  /** The table's name. */
  readonly table: string
  readonly id: string
  /** The secret's own generation, from 1. */
  readonly generation: number
}

/** What is done with the root key. Secrets are sealed for storage (AES-256-GCM). */
export interface Sealer {
  /** Base64 text for a row. */
  seal(secret: SecretBytes, binding: SealBinding): string
  /** Throws when the text was changed or belongs to another row: a fault, not an answer. */
  open(sealed: string, binding: SealBinding): SecretBytes
  /**
   * 32 bytes by which what was given out is known again (HMAC-SHA-256). Two purposes never give
   * the same bytes.
   */
  authenticate(message: Uint8Array, purpose: string): Uint8Array
}
