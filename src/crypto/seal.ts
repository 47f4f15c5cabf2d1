import type { SecretBytes } from '../base/secret-bytes.ts'

/** What a sealed secret belongs to: a seal opens nowhere else, so rows cannot be swapped. */
export interface SealBinding {
  /** The table's name. */
  readonly table: string
  readonly id: string
  /** The secret's own generation, from 1. */
  readonly generation: number
}

/** Seals secrets under the root key for storage (AES-256-GCM). */
export interface Sealer {
  /** Base64 text for a row. */
  seal(secret: SecretBytes, binding: SealBinding): string
  /** Throws when the text was changed or belongs to another row: a fault, not an answer. */
  open(sealed: string, binding: SealBinding): SecretBytes
}
