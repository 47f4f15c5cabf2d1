// Time-based one-time codes (RFC 6238): six digits, SHA-1, a step of 30 seconds.

import { createHmac } from 'node:crypto'
import { sameText } from '../../../base/constant-time.ts'
import type { SecretBytes } from '../../../base/secret-bytes.ts'
import { secondMs } from '../../../base/sizes.ts'

const STEP_SECONDS = 30
const DIGITS = 6

/** The step of time that a moment is in. */
export const stepAt = (time: Date): number => Math.floor(time.getTime() / secondMs / STEP_SECONDS)

export function oneTimeCode(seed: SecretBytes, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', seed.asKey()).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 0xf
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

interface Window {
  readonly around: number
  /** On either side. */
  readonly steps: number
}

/** The step in which these codes follow one another, nearest first; undefined: in none. */
export function stepOfCodes(
  seed: SecretBytes,
  codes: readonly string[],
  { around, steps }: Window,
): number | undefined {
  const distances = Array.from({ length: steps + 1 }, (_, distance) => distance)
  const candidates = distances.flatMap((distance) => [around - distance, around + distance])
  return candidates.find((first) =>
    codes.every((code, index) => sameText(oneTimeCode(seed, first + index), code)),
  )
}
