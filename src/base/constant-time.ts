// For whatever is compared with a secret: how long it takes must not tell how much of it was right.

import { timingSafeEqual } from 'node:crypto'

/** Whether they are the same. The time tells no more than whether their lengths are. */
export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && timingSafeEqual(one, other)

/** As `sameBytes`, of the UTF-8 of texts. */
export const sameText = (one: string, other: string): boolean =>
  sameBytes(Buffer.from(one), Buffer.from(other))
