import { frame } from './framing.ts'

export type EncryptionContext = Readonly<Record<string, string>>

/**
 * The one form of an encryption context in bytes: pairs sorted by the UTF-8 bytes of their keys,
 * every text behind its length. No context and an empty one are the same.
 *
 * The texts must be well-formed: UTF-8 would give two broken ones the same bytes.
 */
export function encodeEncryptionContext(context: EncryptionContext = {}): Uint8Array {
  const pairs = Object.entries(context).map(([key, value]) => [
    Buffer.from(key),
    Buffer.from(value),
  ])
  if (pairs.length === 0) return EMPTY
  pairs.sort(([a = EMPTY], [b = EMPTY]) => Buffer.compare(a, b))
  return frame(pairs.flat())
}

const EMPTY = Buffer.alloc(0)
