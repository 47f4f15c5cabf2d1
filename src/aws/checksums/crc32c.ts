// CRC-32C (Castagnoli), eight bytes a step ("slicing by 8"): Node has no such function of its own.

import type { Checksum } from './checksum.ts'

/** Reflected: the bit of x^0 is the highest. */
export const CRC32C_POLYNOMIAL = 0x82f63b78

const SLICES = 8
/** `TABLE[slice * 256 + byte]` is the remainder of `byte` with `slice` zero bytes behind it. */
const TABLE = tableOf(CRC32C_POLYNOMIAL)

function tableOf(polynomial: number): Uint32Array {
  const table = new Uint32Array(SLICES * 256)
  for (let byte = 0; byte < 256; byte += 1) {
    let value = byte
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? polynomial : 0)
    table[byte] = value
  }
  for (let index = 256; index < table.length; index += 1) {
    const shorter = table[index - 256] ?? 0
    table[index] = (shorter >>> 8) ^ (table[shorter & 0xff] ?? 0)
  }
  return table
}

const at = (slice: number, byte: number): number => TABLE[slice * 256 + (byte & 0xff)] ?? 0

export class CRC32C implements Checksum {
  #value = 0xffffffff

  update(bytes: Uint8Array): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const whole = bytes.length - (bytes.length % SLICES)
    let value = this.#value
    for (let index = 0; index < whole; index += SLICES) {
      const low = value ^ view.getUint32(index, true)
      const high = view.getUint32(index + 4, true)
      value =
        at(7, low) ^
        at(6, low >>> 8) ^
        at(5, low >>> 16) ^
        at(4, low >>> 24) ^
        at(3, high) ^
        at(2, high >>> 8) ^
        at(1, high >>> 16) ^
        at(0, high >>> 24)
    }
    for (let index = whole; index < bytes.length; index += 1) {
      value = (value >>> 8) ^ at(0, value ^ view.getUint8(index))
    }
    this.#value = value
  }

  digest(): Buffer {
    const digest = Buffer.alloc(4)
    digest.writeUInt32BE(~this.#value >>> 0)
    return digest
  }
}
