import { createSecretKey, type KeyObject } from 'node:crypto'
import { inspect } from 'node:util'
import { sameBytes } from './constant-time.ts'

/** Bytes that cannot be printed, logged or serialised by accident. `use` is the only way in. */
export class SecretBytes {
  readonly #bytes: Uint8Array
  #key: KeyObject | undefined

  constructor(bytes: Uint8Array) {
    this.#bytes = new Uint8Array(bytes)
  }

  /** Hands a copy to `consume`. */
  use<T>(consume: (bytes: Uint8Array) => T): T {
    return consume(new Uint8Array(this.#bytes))
  }

  /**
   * The bytes as `node:crypto` takes keys. Raw bytes do as well, but every call with them costs it
   * an error thrown and caught, which is several times the price of an HMAC.
   */
  asKey(): KeyObject {
    return (this.#key ??= createSecretKey(this.#bytes))
  }

  equals(other: SecretBytes): boolean {
    return sameBytes(this.#bytes, other.#bytes)
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
