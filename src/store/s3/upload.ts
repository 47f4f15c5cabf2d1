// Content on its way into the bucket: in one request, or in parts when it is long.

import type { CompletedPart } from '@aws-sdk/client-s3'
import { MiB } from '../../base/sizes.ts'
import type { BucketClient } from './bucket-client.ts'

const partBytes = 8 * MiB
/** Ten thousand parts are the most: what is longer than 8 GB comes in longer ones. */
const partsOfOneSize = 1000

/** Resolves with the size when S3 has all of it, each part held against its checksum. */
export async function upload(
  bucket: BucketClient,
  key: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<number> {
  const parts = partsOf(chunks)
  const first = await parts.next()
  const { content, isLast } = first.value ?? { content: new Uint8Array(), isLast: true }
  if (!isLast) return uploadParts(bucket, key, content, parts)
  await bucket.ask((s3, { PutObjectCommand }) =>
    s3.send(
      new PutObjectCommand({
        ...{ Bucket: bucket.bucket, Key: key, Body: content },
        ChecksumAlgorithm: 'CRC32',
      }),
    ),
  )
  return content.length
}

interface Part {
  readonly content: Uint8Array
  readonly isLast: boolean
}

/** Each has a memory of its own: a request may be sent again. */
async function* partsOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Part, undefined> {
  let number = 1
  let pieces: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    for (let taken = 0; taken < chunk.length;) {
      const room = bytesOfPart(number) - bytes
      // Whether this was the last is known only when something follows.
      if (room === 0) {
        yield { content: Buffer.concat(pieces), isLast: false }
        ;[number, pieces, bytes] = [number + 1, [], 0]
        continue
      }
      const piece = Uint8Array.from(chunk.subarray(taken, taken + room))
      pieces.push(piece)
      bytes += piece.length
      taken += piece.length
    }
  }
  yield { content: Buffer.concat(pieces), isLast: true }
  return undefined
}

const bytesOfPart = (number: number): number =>
  partBytes * 2 ** Math.floor((number - 1) / partsOfOneSize)

async function uploadParts(
  bucket: BucketClient,
  key: string,
  first: Uint8Array,
  rest: AsyncIterable<Part>,
): Promise<number> {
  const target = { Bucket: bucket.bucket, Key: key }
  const { UploadId } = await bucket.ask((s3, { CreateMultipartUploadCommand }) =>
    s3.send(new CreateMultipartUploadCommand({ ...target, ChecksumAlgorithm: 'CRC32' })),
  )
  const parts: CompletedPart[] = []
  let size = 0
  const send = async (content: Uint8Array): Promise<void> => {
    const PartNumber = parts.length + 1
    const { ETag, ChecksumCRC32 } = await bucket.ask((s3, { UploadPartCommand }) =>
      s3.send(
        new UploadPartCommand({
          ...{ ...target, UploadId, PartNumber, Body: content },
          ChecksumAlgorithm: 'CRC32',
        }),
      ),
    )
    parts.push({ PartNumber, ETag, ChecksumCRC32 })
    size += content.length
  }
  try {
    await send(first)
    for await (const { content } of rest) await send(content)
    await bucket.ask((s3, { CompleteMultipartUploadCommand }) =>
      s3.send(
        new CompleteMultipartUploadCommand({
          ...{ ...target, UploadId },
          MultipartUpload: { Parts: parts },
        }),
      ),
    )
    return size
  } catch (fault) {
    await bucket
      .ask((s3, { AbortMultipartUploadCommand }) =>
        s3.send(new AbortMultipartUploadCommand({ ...target, UploadId })),
      )
      .catch(() => undefined) // The bucket has a rule for what is left.
    throw fault
  }
}
