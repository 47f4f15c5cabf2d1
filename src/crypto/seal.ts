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
  /** Whether `authenticate` gave this tag, under this root key or one that it has replaced. */
  isAuthentic(message: Uint8Array, tag: Uint8Array, purpose: string): boolean
}

/** A sealer whose root key can be replaced while it is in use. */
export interface RotatingSealer extends Sealer {
  /** Whether the current root key made the seal. */
  isCurrent(sealed: string): boolean
  isCurrentRootKey(rootKey: SecretBytes): boolean
  /** From now on seals are made under this root key; those of earlier ones open as before. */
  replaceRootKey(rootKey: SecretBytes): void
}
