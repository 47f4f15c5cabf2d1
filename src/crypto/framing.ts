/**
 * Parts joined so that no two lists give the same bytes: each goes behind its own length, in four
 * bytes, big-endian.
 */
export function frame(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts.flatMap((part) => [uint32(part.length), part]))
}

export function uint32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
