// Each chunk is signed over its own hash and the signature before it, the first over the request's.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html

import { sameText } from '../../base/constant-time.ts'
import type { SecretBytes } from '../../base/secret-bytes.ts'
import type { Claim } from '../sigv4/claim.ts'
import { s3CredentialErrors } from '../sigv4/s3-errors.ts'
import { hmacHex, scopeText, sha256Hex } from '../sigv4/verify-signature.ts'

const EMPTY_HASH = sha256Hex('')

export class ChunkSignatures {
  readonly #key: SecretBytes
  readonly #timestamp: string
  readonly #scope: string
  #previous: string

  constructor(claim: Claim, key: SecretBytes) {
    this.#key = key
    this.#timestamp = claim.timestamp
    this.#scope = scopeText(claim)
    this.#previous = claim.signature
  }

  verifyChunk(chunkHash: string, given: string): void {
    this.#verify('AWS4-HMAC-SHA256-PAYLOAD', [EMPTY_HASH, chunkHash], given)
  }

  /** `trailers` are `name:value` lines, each with its line feed. */
  verifyTrailers(trailers: string, given: string): void {
    this.#verify('AWS4-HMAC-SHA256-TRAILER', [sha256Hex(trailers)], given)
  }

  #verify(algorithm: string, hashes: readonly string[], given: string): void {
    const text = [algorithm, this.#timestamp, this.#scope, this.#previous, ...hashes].join('\n')
    const expected = hmacHex(this.#key.asKey(), text)
    if (!sameText(expected, given)) throw s3CredentialErrors.mismatch()
    this.#previous = expected
  }
}
