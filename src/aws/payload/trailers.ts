// What a chunked body says of itself behind its last chunk.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html

import type { Checksum, ChecksumAlgorithm } from '../checksums/checksum.ts'
import { checksumOfHeader, createChecksum } from '../checksums/checksum.ts'
import { parseBase64 } from '../protocols/base64.ts'
import { headerOf, type RequestHead } from '../wire-request.ts'
import type { ByteSource } from './byte-source.ts'
import type { ChunkSignatures } from './chunk-signatures.ts'
import { payloadErrors } from './payload-errors.ts'

const TRAILERS_MAX = 16
const SIGNATURE = 'x-amz-trailer-signature'
const CHECKSUM_PREFIX = 'x-amz-checksum-'
const TRAILER = /^([a-z0-9-]+):[ \t]*(.*?)[ \t]*$/

/** The trailers that the head announces, and the checksums that they will be held against. */
export interface Announced {
  readonly names: ReadonlySet<string>
  readonly checksums: ReadonlyMap<string, AnnouncedChecksum>
}

interface AnnouncedChecksum {
  readonly algorithm: ChecksumAlgorithm
  readonly checksum: Checksum
}

export function announcedTrailers(head: RequestHead): Announced {
  const announced = (headerOf(head, 'x-amz-trailer') ?? '').toLowerCase().split(',')
  const names = new Set(announced.map((name) => name.trim()).filter((name) => name !== ''))
  if (names.size > TRAILERS_MAX) throw payloadErrors.malformedTrailer()
  const checksums = [...names]
    .filter((name) => name.startsWith(CHECKSUM_PREFIX))
    .map((name): [string, AnnouncedChecksum] => {
      const algorithm = checksumOfHeader(name)
      if (!algorithm) throw payloadErrors.unknownChecksum(name)
      return [name, { algorithm, checksum: createChecksum(algorithm) }]
    })
  return { names, checksums: new Map(checksums) }
}

/**
 * Reads to the end of the body. Exactly what was announced must come; signed, when the chunks are.
 */
export async function readTrailers(
  source: ByteSource,
  { names, checksums }: Announced,
  signatures: ChunkSignatures | undefined,
): Promise<ReadonlyMap<string, string>> {
  const trailers = await readLines(source)
  const signature = trailers.get(SIGNATURE)
  trailers.delete(SIGNATURE)
  if (names.symmetricDifference(trailers).size > 0) throw payloadErrors.malformedTrailer()
  if (signatures) {
    if (signature === undefined) throw payloadErrors.malformedTrailer()
    const signed = [...trailers].map(([name, value]) => `${name}:${value}\n`).join('')
    signatures.verifyTrailers(signed, signature)
  }
  for (const [name, { algorithm, checksum }] of checksums) {
    checkDigest(name, trailers.get(name) ?? '', algorithm, checksum.digest())
  }
  return trailers
}

/** An empty line ends them; AWS's own example has one before the signature as well. */
async function readLines(source: ByteSource): Promise<Map<string, string>> {
  const trailers = new Map<string, string>()
  for (let line = await source.line(); line !== undefined; line = await source.line()) {
    if (line === '') continue
    const [, name, value = ''] = TRAILER.exec(line.replace(/^[^:]+/, lowerCase)) ?? []
    const isTooMany = trailers.size > TRAILERS_MAX
    if (name === undefined || trailers.has(name) || isTooMany) {
      throw payloadErrors.malformedTrailer()
    }
    trailers.set(name, value)
  }
  return trailers
}

const lowerCase = (text: string): string => text.toLowerCase()

function checkDigest(name: string, given: string, algorithm: ChecksumAlgorithm, digest: Buffer) {
  const bytes = parseBase64(given)
  if (bytes?.length !== digest.length) throw payloadErrors.invalidTrailer(name)
  if (!digest.equals(bytes)) throw payloadErrors.badDigest(algorithm)
}
