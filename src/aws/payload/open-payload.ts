// The content of an S3 request out of the bytes that came, held against what its head declares.

import { AssertionError } from 'node:assert'
import { createHash } from 'node:crypto'
import type { SecretBytes } from '../../base/secret-bytes.ts'
import type { Claim } from '../sigv4/claim.ts'
import { contentForm, declaredHash, type ContentForm } from '../sigv4/content-hash.ts'
import { headerOf, type RequestHead } from '../wire-request.ts'
import { ByteSource } from './byte-source.ts'
import { ChunkSignatures } from './chunk-signatures.ts'
import { decodeChunks } from './decode-chunks.ts'
import { payloadErrors } from './payload-errors.ts'
import { announcedTrailers, readTrailers } from './trailers.ts'

export interface Payload {
  /** Of the content, in bytes; undefined when the request does not say. */
  readonly length: number | undefined
  /** Once only. Throws AwsError, at the latest at the end, when the body is not what was signed. */
  readonly chunks: AsyncIterable<Uint8Array>
  /** By name in lower case, checked. To be asked when `chunks` has come to its end. */
  readonly trailers: () => ReadonlyMap<string, string>
}

/** A request whose signature has been verified. */
export interface VerifiedHead {
  readonly head: RequestHead
  readonly claim: Claim
  /** What the signature was made with: it signs the chunks too. */
  readonly key: SecretBytes
}

/**
 * Nothing of `raw` is read before `chunks` is. When something is wrong `raw` is left where it
 * stands: what becomes of the connection is for the server to decide.
 */
export function openPayload(verified: VerifiedHead, raw: AsyncIterable<Uint8Array>): Payload {
  const form = contentForm(declaredHash(verified.head, verified.claim))
  if (form.kind === 'chunks') return openChunks(verified, form, new ByteSource(raw))
  const sha256 = form.kind === 'hashed' ? form.sha256 : undefined
  return {
    length: lengthOf(verified.head, 'content-length'),
    chunks: wholeBody(new ByteSource(raw), sha256),
    trailers: () => new Map(),
  }
}

function openChunks(
  { head, claim, key }: VerifiedHead,
  { isSigned, hasTrailer }: Extract<ContentForm, { kind: 'chunks' }>,
  source: ByteSource,
): Payload {
  const length = lengthOf(head, 'x-amz-decoded-content-length')
  if (length === undefined) throw payloadErrors.missingLength()
  const signatures = isSigned ? new ChunkSignatures(claim, key) : undefined
  const announced = announcedTrailers(head)
  // An announced checksum that nobody will look at must not pass for one that was checked.
  if (announced.names.size > 0 && !hasTrailer) throw payloadErrors.malformedTrailer()
  const checksums = [...announced.checksums.values()]
  let trailers: ReadonlyMap<string, string> | undefined
  return { length, chunks: chunks(), trailers: () => trailers ?? notYetRead() }

  async function* chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const piece of decodeChunks(source, { length: length ?? 0, signatures })) {
      for (const { checksum } of checksums) checksum.update(piece)
      yield piece
    }
    if (hasTrailer) trailers = await readTrailers(source, announced, signatures)
    else trailers = await readEnd(source)
  }
}

/** An empty line, or none, and then nothing. */
async function readEnd(source: ByteSource): Promise<ReadonlyMap<string, string>> {
  const line = await source.line()
  const rest = await source.take(1)
  if ((line ?? '') !== '' || rest) throw payloadErrors.terminated()
  return new Map()
}

function notYetRead(): never {
  throw new AssertionError({ message: 'trailers are known when the content has been read' })
}

const PIECE_BYTES_MAX = Number.MAX_SAFE_INTEGER

async function* wholeBody(
  source: ByteSource,
  sha256: string | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = sha256 === undefined ? undefined : createHash('sha256')
  for (;;) {
    const piece = await source.take(PIECE_BYTES_MAX)
    if (!piece) break
    hash?.update(piece)
    yield piece
  }
  const computed = hash?.digest('hex')
  if (sha256 === undefined || computed === undefined || computed === sha256) return
  throw payloadErrors.hashMismatch(sha256, computed)
}

function lengthOf(head: RequestHead, name: string): number | undefined {
  const text = headerOf(head, name) ?? ''
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
