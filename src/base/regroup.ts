/** The same bytes in chunks of exactly `size`; the last one may be shorter, and none is empty. */
export async function* regroup(
  chunks: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array, undefined> {
  let group = new Uint8Array(size)
  let filled = 0
  for await (const chunk of chunks) {
    let at = 0
    while (at < chunk.length) {
      // What already fits is passed on without being copied.
      if (filled === 0 && chunk.length - at >= size) {
        yield chunk.subarray(at, at + size)
        at += size
        continue
      }
      const taken = Math.min(size - filled, chunk.length - at)
      group.set(chunk.subarray(at, at + taken), filled)
      filled += taken
      at += taken
      if (filled < size) continue
      yield group
      group = new Uint8Array(size)
      filled = 0
    }
  }
  if (filled > 0) yield group.subarray(0, filled)
  return undefined
}
