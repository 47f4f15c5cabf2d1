import { open, type FileHandle } from 'node:fs/promises'
import { MiB } from '../base/sizes.ts'
import { OWNER_ONLY_FILE } from './private-files.ts'

const blockBytes = 1 * MiB

/**
 * Makes a new file of what comes, in large writes and with never more of it in memory than one.
 * On the disk, but for its name, when it resolves with its size.
 */
export async function writeFile(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  beforeStep: () => void,
): Promise<number> {
  beforeStep()
  const file = await open(path, 'wx', OWNER_ONLY_FILE)
  try {
    let size = 0
    for await (const block of blocksOf(chunks)) {
      beforeStep()
      await writeAll(file, block)
      size += block.length
    }
    beforeStep()
    await file.sync()
    return size
  } finally {
    await file.close()
  }
}

/** All but the last have one size, and one memory: each is to be written before the next. */
async function* blocksOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const block = Buffer.allocUnsafe(blockBytes)
  let used = 0
  for await (const chunk of chunks) {
    for (let taken = 0; taken < chunk.length;) {
      const part = chunk.subarray(taken, taken + blockBytes - used)
      block.set(part, used)
      taken += part.length
      used += part.length
      if (used < blockBytes) continue
      yield block
      used = 0
    }
  }
  if (used > 0) yield block.subarray(0, used)
}

/** A write may take less than it is given: on a disk that is nearly full, for one. */
async function writeAll(file: FileHandle, block: Uint8Array): Promise<void> {
  for (let written = 0; written < block.length;) {
    const { bytesWritten } = await file.write(block, written, block.length - written)
    written += bytesWritten
  }
}
