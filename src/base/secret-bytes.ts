import { timingSafeEqual } from 'node:crypto'
import { inspect } from 'node:util'

/** Bytes that cannot be printed, logged or serialised by accident. `use` is the only way in. */
export class SecretBytes {
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.#bytes = Uint8Array.from(bytes)
  }

  /** Hands a copy to `consume`. */
  use<T>(consume: (bytes: Uint8Array) => T): T {
    return consume(Uint8Array.from(this.#bytes))
  }

  equals(other: SecretBytes): boolean {
    return this.#bytes.length === other.#bytes.length && timingSafeEqual(this.#bytes, other.#bytes)
  }

  toJSON(): string {
    return '[secret]'
  }

  toString(): string {
    return '[secret]'
  }

  [inspect.custom](): string {
    return `SecretBytes(${this.#bytes.length})`
  }
}
