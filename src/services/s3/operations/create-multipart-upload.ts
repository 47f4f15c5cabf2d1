import type { Operation } from '../../operation.ts'
import type { CreateMultipartUploadInput, CreateMultipartUploadOutput } from '../model.ts'
import type { ContentKey } from '../resources/object-encryption.ts'
import {
  chooseEncryption,
  encryptionOutput,
  newContentKey,
} from '../resources/object-encryption.ts'
import { objectHeaders, requireStorageClass } from '../resources/object-headers.ts'
import { onNewObject } from '../resources/object-questions.ts'
import { parseTagsHeader } from '../resources/object-tags.ts'
import { requestedChecksum } from '../resources/upload-checksum.ts'
import type { S3Scope } from '../scope.ts'
import type { UploadRow } from '../tables.ts'

/**
 * Begins an object that comes in parts. All that is said of it is said now: the parts bring nothing
 * but content, which is encrypted under one data key.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html
 */
export const CreateMultipartUpload: Operation<
  S3Scope,
  CreateMultipartUploadInput,
  CreateMultipartUploadOutput
> = {
  readOnly: false,
  isDataEvent: true,
  questions: onNewObject,
  prepare,
  perform(input, scope, prepared) {
    const upload = newUpload(input, scope, prepared as ContentKey | undefined)
    const { checksumAlgorithm, checksumType } = upload
    return {
      output: {
        Bucket: input.Bucket,
        Key: input.Key,
        UploadId: upload.uploadId,
        ...encryptionOutput(upload.encryption),
        ...(checksumAlgorithm && { ChecksumAlgorithm: checksumAlgorithm }),
        ...(checksumType && { ChecksumType: checksumType }),
      },
      changes: [scope.uploads.create(upload)],
    }
  },
}

async function prepare(input: CreateMultipartUploadInput, scope: S3Scope) {
  const asked = chooseEncryption(input, scope)
  return asked && newContentKey(asked, scope.buckets.require(input.Bucket).value, scope)
}

const newUpload = (
  input: CreateMultipartUploadInput,
  { world, now, caller }: S3Scope,
  key: ContentKey | undefined,
): UploadRow => ({
  ...objectHeaders(input),
  ...requestedChecksum(input.ChecksumAlgorithm, input.ChecksumType),
  bucket: input.Bucket,
  key: input.Key,
  uploadId: Buffer.from(world.randomBytes(48)).toString('base64url'),
  initiatedAt: now.toISOString(),
  initiator: caller.principal.arn,
  storageClass: requireStorageClass(input.StorageClass),
  ...(key && { encryption: key.encryption }),
  tags: parseTagsHeader(input.Tagging),
})
