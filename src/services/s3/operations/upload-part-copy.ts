import type { ByteRange } from '../../../base/byte-range.ts'
import type { Operation } from '../../operation.ts'
import { InvalidArgument } from '../errors.ts'
import type { UploadPartCopyInput, UploadPartCopyOutput } from '../model.ts'
import type { WrittenContent } from '../resources/content-writer.ts'
import { writeContent } from '../resources/content-writer.ts'
import { checksumOutput, DEFAULT_CHECKSUM } from '../resources/object-checksums.ts'
import { encryptionOutput } from '../resources/object-encryption.ts'
import { dataKeyOf } from '../resources/object-reader.ts'
import { onSource, openSource, requireCopyableSize } from '../resources/object-source.ts'
import { requirePartNumber } from '../resources/part-number.ts'
import { requestedRange } from '../resources/requested-range.ts'
import { newPart, onUpload } from '../resources/upload-parts.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Makes a part out of an object, or of a stretch of it.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html
 */
export const UploadPartCopy: Operation<S3Scope, UploadPartCopyInput, UploadPartCopyOutput> = {
  readOnly: false,
  isDataEvent: true,
  questions: (input, scope) => [...onSource(input, scope), onUpload('s3:PutObject', input, scope)],
  prepare,
  perform(input, { uploads, now }, prepared) {
    const part = newPart(prepared as WrittenContent, now)
    return {
      output: {
        CopyPartResult: {
          ETag: `"${part.etag}"`,
          LastModified: now,
          ...checksumOutput(part.checksum),
        },
        ...encryptionOutput(uploads.require(input).value.encryption),
      },
      ...uploads.putPart(input, input.PartNumber, part),
    }
  },
}

async function prepare(input: UploadPartCopyInput, scope: S3Scope): Promise<WrittenContent> {
  requirePartNumber(input.PartNumber)
  const upload = scope.uploads.require(input).value
  const { object, read } = await openSource(input, scope)
  const content = read(requireSourceRange(input.CopySourceRange, object.size))
  requireCopyableSize(content.length)
  const algorithm = upload.checksumAlgorithm ?? DEFAULT_CHECKSUM
  const dataKey = await dataKeyOf(
    upload.encryption,
    scope.buckets.require(input.Bucket).value,
    scope,
  )
  return writeContent(
    {
      ...content,
      algorithm,
      conclude: ({ checksum: value = '' }) => ({ algorithm, value }),
      dataKey,
    },
    scope,
  )
}

/** Unlike a Range, it has to name both ends, and the object has to have them. */
function requireSourceRange(header: string | undefined, size: number): ByteRange | undefined {
  if (header === undefined) return undefined
  const [, last = ''] = /^bytes=\d+-(\d+)$/.exec(header) ?? []
  const isInside = last !== '' && Number(last) < size
  const range = isInside ? requestedRange(header, size) : undefined
  if (range) return range
  const argument = { ArgumentName: 'x-amz-copy-source-range', ArgumentValue: header }
  throw last === ''
    ? InvalidArgument(
        argument,
        'The x-amz-copy-source-range value must be of the form bytes=first-last where first and ' +
          'last are the zero-based offsets of the first and last bytes to copy',
      )
    : InvalidArgument(argument, `Range specified is not valid for source object of size: ${size}`)
}
