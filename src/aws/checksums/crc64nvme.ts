// CRC-64/NVME, eight bytes a step ("slicing by 8"), in two halves of 32 bits: a BigInt for every
// step would be a hundred times slower.

import type { Checksum } from './checksum.ts'

/** Reflected: the bit of x^0 is the highest. */
export const CRC64NVME_POLYNOMIAL = 0x9a6c9329ac4bc9b5n

const SLICES = 8
const LOW_POLYNOMIAL = Number(CRC64NVME_POLYNOMIAL & 0xffffffffn)
const HIGH_POLYNOMIAL = Number(CRC64NVME_POLYNOMIAL >> 32n)
/** `[slice * 256 + byte]` is the remainder of `byte` with `slice` zero bytes behind it. */
const LOW = new Uint32Array(SLICES * 256)
const HIGH = new Uint32Array(SLICES * 256)
fillTables()

function fillTables(): void {
  for (let byte = 0; byte < 256; byte += 1) {
    let [low, high] = [byte, 0]
    for (let bit = 0; bit < 8; bit += 1) {
      const isOdd = (low & 1) === 1
      low = (low >>> 1) | (high << 31)
      high >>>= 1
      if (isOdd) [low, high] = [low ^ LOW_POLYNOMIAL, high ^ HIGH_POLYNOMIAL]
    }
    LOW[byte] = low
    HIGH[byte] = high
  }
  for (let index = 256; index < LOW.length; index += 1) {
    const [low, high] = [LOW[index - 256] ?? 0, HIGH[index - 256] ?? 0]
    LOW[index] = ((low >>> 8) | (high << 24)) ^ (LOW[low & 0xff] ?? 0)
    HIGH[index] = (high >>> 8) ^ (HIGH[low & 0xff] ?? 0)
  }
}

const at = (table: Uint32Array, slice: number, byte: number): number =>
  table[slice * 256 + (byte & 0xff)] ?? 0

/** The eight bytes that are `low` and `high`, pushed through one of the two tables. */
const eight = (table: Uint32Array, low: number, high: number): number =>
  at(table, 7, low) ^
  at(table, 6, low >>> 8) ^
  at(table, 5, low >>> 16) ^
  at(table, 4, low >>> 24) ^
  at(table, 3, high) ^
  at(table, 2, high >>> 8) ^
  at(table, 1, high >>> 16) ^
  at(table, 0, high >>> 24)

export class CRC64NVME implements Checksum {
  #low = 0xffffffff
  #high = 0xffffffff

  update(bytes: Uint8Array): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const whole = bytes.length - (bytes.length % SLICES)
    let low = this.#low
    let high = this.#high
    for (let index = 0; index < whole; index += SLICES) {
      const first = low ^ view.getUint32(index, true)
      const second = high ^ view.getUint32(index + 4, true)
      low = eight(LOW, first, second)
      high = eight(HIGH, first, second)
    }
    for (let index = whole; index < bytes.length; index += 1) {
      const byte = low ^ view.getUint8(index)
      low = ((low >>> 8) | (high << 24)) ^ at(LOW, 0, byte)
      high = (high >>> 8) ^ at(HIGH, 0, byte)
    }
    this.#low = low
    this.#high = high
  }

  digest(): Buffer {
    const digest = Buffer.alloc(8)
    digest.writeUInt32BE(~this.#high >>> 0, 0)
    digest.writeUInt32BE(~this.#low >>> 0, 4)
    return digest
  }
}
