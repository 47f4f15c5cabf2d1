import type { ChecksumAlgorithm } from '../checksums/checksum.ts'
import { checksumOfHeader, createChecksum } from '../checksums/checksum.ts'
import { parseBase64 } from '../protocols/base64.ts'
import type { Claim } from '../sigv4/claim.ts'
import { contentForm, declaredHash } from '../sigv4/content-hash.ts'
import { sha256Hex } from '../sigv4/verify-signature.ts'
import { headerOf, type WireRequest } from '../wire-request.ts'
import { payloadErrors } from './payload-errors.ts'

/** For a body that is held whole; `openPayload` is for one that streams. */
export function requireDeclaredBody(request: WireRequest, claim: Claim): void {
  const form = contentForm(declaredHash(request, claim))
  if (form.kind === 'chunks') throw payloadErrors.invalidForm()
  if (form.kind === 'hashed') {
    const computed = sha256Hex(request.body)
    if (computed !== form.sha256) throw payloadErrors.hashMismatch(form.sha256, computed)
  }
  checkMd5(request)
  checkChecksum(request)
}

function checkMd5(request: WireRequest): void {
  const given = headerOf(request, 'content-md5')
  if (given === undefined) return
  const digest = digestOf('MD5', request)
  const bytes = parseBase64(given)
  if (bytes?.length !== digest.length) throw payloadErrors.invalidMd5(given)
  if (!digest.equals(bytes)) throw payloadErrors.wrongMd5(given, digest.toString('base64'))
}

/** With no algorithm named it is of something else: of the object, in CompleteMultipartUpload. */
function checkChecksum(request: WireRequest): void {
  const named = headerOf(request, 'x-amz-sdk-checksum-algorithm')
  if (named === undefined) return
  const name = `x-amz-checksum-${named.toLowerCase()}`
  const given = headerOf(request, name)
  if (given === undefined) return
  const algorithm = checksumOfHeader(name)
  if (!algorithm) throw payloadErrors.unknownChecksum(name)
  const digest = digestOf(algorithm, request)
  const bytes = parseBase64(given)
  if (bytes?.length !== digest.length) throw payloadErrors.invalidHeader(name)
  if (!digest.equals(bytes)) throw payloadErrors.badDigest(algorithm)
}

function digestOf(algorithm: ChecksumAlgorithm, { body }: WireRequest): Buffer {
  const checksum = createChecksum(algorithm)
  checksum.update(body)
  return checksum.digest()
}
