// A result on its way: into a file of ours first, so that one that fails half way leaves nothing
// in the caller's bucket, and S3 is told its length.

import { createReadStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import type { Payload } from '../../../aws/payload/open-payload.ts'

export interface ResultFile {
  readonly bytes: number
  /** Once only. */
  readonly payload: () => Payload
  readonly remove: () => Promise<void>
}

export async function writeResultFile(
  path: string,
  lines: AsyncIterable<string>,
): Promise<ResultFile> {
  const remove = () => rm(path, { force: true })
  const file = await open(path, 'wx', 0o600)
  let bytes = 0
  try {
    for await (const text of lines) bytes += (await file.write(text)).bytesWritten
  } catch (cause) {
    await file.close()
    await remove()
    throw cause
  }
  await file.close()
  return { bytes, payload: () => filePayload(createReadStream(path), bytes), remove }
}

export const filePayload = (chunks: AsyncIterable<Uint8Array>, length: number): Payload => ({
  length,
  chunks,
  trailers: () => new Map(),
})

export function textPayload(text: string): Payload {
  const bytes = Buffer.from(text)
  const chunks = async function* () {
    yield bytes
  }
  return { length: bytes.length, chunks: chunks(), trailers: () => new Map() }
}
