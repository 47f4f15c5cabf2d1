import type { Operation } from '../../operation.ts'
import { BadDigest, NoSuchUpload } from '../errors.ts'
import type { CompleteMultipartUploadInput, CompleteMultipartUploadOutput } from '../model.ts'
import { requireWritable } from '../resources/conditions.ts'
import { onNewObject } from '../resources/object-questions.ts'
import { toldChecksum, typedChecksumOutput } from '../resources/object-checksums.ts'
import { encryptionOutput } from '../resources/object-encryption.ts'
import { joinParts } from '../resources/part-joiner.ts'
import type { JoinedParts } from '../resources/part-joiner.ts'
import { requireParts } from '../resources/part-list.ts'
import type { S3Scope } from '../scope.ts'
import type { ObjectRow } from '../tables.ts'

/**
 * Makes the parts of an upload one object, in one step: before it the key has the object that it
 * had. Completing an upload once more is answered as the first time was.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */
export const CompleteMultipartUpload: Operation<
  S3Scope,
  CompleteMultipartUploadInput,
  CompleteMultipartUploadOutput
> = {
  readOnly: false,
  isDataEvent: true,
  questions,
  prepare,
  perform(input, scope, prepared) {
    const done = completedBefore(input, scope)
    if (done) return { output: answer(input, done, scope) }
    const { objects, uploads } = scope
    requireWritable(objects.find(input)?.value, input.Key, input)
    const removed = uploads.remove(input)
    const object = prepared as JoinedParts
    const put = objects.put(input, object)
    return {
      output: answer(input, object, scope),
      changes: [...removed.changes, ...put.changes],
      files: {
        ...put.files,
        release: [...(removed.files.release ?? []), ...(put.files.release ?? [])],
      },
    }
  },
}

function questions(input: CompleteMultipartUploadInput, scope: S3Scope) {
  const { Bucket, Key, ExpectedBucketOwner } = input
  return onNewObject({ Bucket, Key, ExpectedBucketOwner }, scope)
}

async function prepare(
  input: CompleteMultipartUploadInput,
  scope: S3Scope,
): Promise<JoinedParts | undefined> {
  if (completedBefore(input, scope)) return undefined
  const { objects, uploads } = scope
  const upload = uploads.require(input).value
  requireWritable(objects.find(input)?.value, input.Key, input)
  const find = (number: number) => uploads.part(input, number)
  const chosen = requireParts(input.MultipartUpload?.Parts, upload, find)
  const joined = await joinParts(chosen, upload, input.MpuObjectSize, scope)
  requireToldChecksum(input, joined)
  return joined
}

/** The object, when it is the one that this upload has made. */
function completedBefore(
  input: CompleteMultipartUploadInput,
  { objects, uploads }: S3Scope,
): ObjectRow | undefined {
  if (uploads.find(input)) return undefined
  const object = objects.find(input)?.value
  if (object?.uploadId === input.UploadId) return object
  throw NoSuchUpload({ UploadId: input.UploadId })
}

function requireToldChecksum(input: CompleteMultipartUploadInput, { checksum }: JoinedParts): void {
  const told = toldChecksum(input)
  if (!told || told.algorithm !== checksum.algorithm || told.value === checksum.value) return
  throw BadDigest({}, `The ${told.algorithm} you specified did not match the calculated checksum.`)
}

const answer = (
  { Bucket, Key }: CompleteMultipartUploadInput,
  object: ObjectRow,
  { buckets }: S3Scope,
): CompleteMultipartUploadOutput => ({
  Location: locationOf(Bucket, Key, buckets.require(Bucket).value.region),
  Bucket,
  Key,
  ETag: `"${object.etag}"`,
  ...encryptionOutput(object.encryption),
  ...typedChecksumOutput(object.checksum),
})

/** As S3 would have it; here the object is where the request was sent. */
const locationOf = (bucket: string, key: string, region: string): string =>
  `https://${bucket}.s3.${region}.amazonaws.com/${encodeURIComponent(key)}`
