// `aws-chunked`: `SIZE;chunk-signature=SIGNATURE`, that many bytes, and so on to a chunk of none.

import { createHash } from 'node:crypto'
import type { ByteSource } from './byte-source.ts'
import type { ChunkSignatures } from './chunk-signatures.ts'
import { payloadErrors } from './payload-errors.ts'

const CHUNK_BYTES_MIN = 8192
const HEADER = /^([0-9a-f]{1,16})(?:;chunk-signature=([0-9a-f]{64}))?$/i

export interface ChunkRules {
  /** Of the content, in bytes. */
  readonly length: number
  /** Undefined when the chunks are not signed. */
  readonly signatures: ChunkSignatures | undefined
}

/**
 * The content. Bytes are given out before the signature of their chunk has been seen, so that a
 * chunk may have any size: whoever takes them must not believe them before the end has come.
 */
export async function* decodeChunks(
  source: ByteSource,
  { length, signatures }: ChunkRules,
): AsyncGenerator<Uint8Array, void, undefined> {
  let left = length
  let lastSize = CHUNK_BYTES_MIN
  for (;;) {
    const { size, signature } = parseHeader(await source.line())
    if (size > left) throw payloadErrors.wrongLength()
    if (size > 0 && lastSize < CHUNK_BYTES_MIN) throw payloadErrors.smallChunk(CHUNK_BYTES_MIN)
    const hash = signatures && createHash('sha256')
    for (let missing = size; missing > 0;) {
      const piece = await source.take(missing)
      if (!piece) throw payloadErrors.terminated()
      hash?.update(piece)
      missing -= piece.length
      yield piece
    }
    if (signatures && hash) signatures.verifyChunk(hash.digest('hex'), signature)
    if (size === 0) break
    if ((await source.line()) !== '') throw payloadErrors.terminated()
    left -= size
    lastSize = size
  }
  if (left > 0) throw payloadErrors.wrongLength()
}

/** The signature is empty when there is none; that is never the right one. */
function parseHeader(line: string | undefined): { size: number; signature: string } {
  const [, size, signature = ''] = HEADER.exec(line ?? '') ?? []
  if (size === undefined) throw payloadErrors.terminated()
  return { size: Number.parseInt(size, 16), signature }
}
