/**
 * Parts joined so that no two lists give the same bytes: each goes behind its own length, in four
 * bytes, big-endian.
 */
export function frame(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts.flatMap((part) => [uint32(part.length), part]))
}

/** The parts of what `frame` has made, and nothing else. */
export function unframe(bytes: Buffer): readonly Buffer[] {
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length;) {
    const end = at + 4 + bytes.readUInt32BE(at)
    parts.push(bytes.subarray(at + 4, end))
    at = end
  }
  return parts
}

export function uint32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
