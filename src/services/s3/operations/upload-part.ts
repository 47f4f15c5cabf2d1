import type { Operation } from '../../operation.ts'
import type { UploadPartInput, UploadPartOutput } from '../model.ts'
import type { WrittenContent } from '../resources/content-writer.ts'
import { writeContent } from '../resources/content-writer.ts'
import { requirePayload } from '../resources/incoming-payload.ts'
import { checksumOutput, promisedContent } from '../resources/object-checksums.ts'
import { encryptionOutput, refuseCustomerKeys } from '../resources/object-encryption.ts'
import { dataKeyOf } from '../resources/object-reader.ts'
import { newPart, onUpload } from '../resources/upload-parts.ts'
import { requirePartNumber } from '../resources/part-number.ts'
import { requireChecksumOfUpload } from '../resources/upload-checksum.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Brings a part of an object, in place of one that has its number.
 *
 * Where KMS encrypts the object, the caller must be allowed to decrypt: that is how the upload's
 * data key is had again.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html
 */
export const UploadPart: Operation<S3Scope, UploadPartInput, UploadPartOutput> = {
  readOnly: false,
  isDataEvent: true,
  questions: (input, scope) => [onUpload('s3:PutObject', input, scope)],
  prepare,
  perform(input, { uploads, now }, prepared) {
    const part = newPart(prepared as WrittenContent, now)
    return {
      output: {
        ETag: `"${part.etag}"`,
        ...encryptionOutput(uploads.require(input).value.encryption),
        ...checksumOutput(part.checksum),
      },
      ...uploads.putPart(input, input.PartNumber, part),
    }
  },
}

async function prepare(input: UploadPartInput, scope: S3Scope): Promise<WrittenContent> {
  requirePartNumber(input.PartNumber)
  refuseCustomerKeys(input)
  const { chunks, length, ...content } = requirePayload(scope)
  const upload = scope.uploads.require(input).value
  const promised = promisedContent(input, { chunks, length, ...content })
  const dataKey = await dataKeyOf(
    upload.encryption,
    scope.buckets.require(input.Bucket).value,
    scope,
  )
  const conclude: typeof promised.conclude = (measured) => {
    const checksum = promised.conclude(measured)
    requireChecksumOfUpload(upload, checksum)
    return checksum
  }
  return writeContent({ ...promised, chunks, length, conclude, dataKey }, scope)
}
