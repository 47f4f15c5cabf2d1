import type { Operation } from '../../operation.ts'
import { limits } from '../limits.ts'
import type { ListPartsInput, ListPartsOutput, Part, StorageClass } from '../model.ts'
import { ownerOf, requireCount } from '../resources/listing.ts'
import { checksumOutput } from '../resources/object-checksums.ts'
import { onUpload } from '../resources/upload-parts.ts'
import type { StoredPart } from '../resources/uploads.ts'
import { wholeSecond } from '../resources/whole-second.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Lists the parts that an upload has so far.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html
 */
export const ListParts: Operation<S3Scope, ListPartsInput, ListPartsOutput> = {
  readOnly: true,
  isDataEvent: true,
  questions: (input, scope) => [onUpload('s3:ListMultipartUploadParts', input, scope)],
  perform(input, { uploads, buckets }) {
    const { Bucket, Key, UploadId, MaxParts = limits.partsPerPageMax } = input
    const after = requireCount('part-number-marker', input.PartNumberMarker ?? 0)
    const limit = Math.min(requireCount('max-parts', MaxParts), limits.partsPerPageMax)
    const upload = uploads.require(input).value
    const found = uploads.partsOf(input, { after, limit: limit + 1 })
    const page = found.slice(0, limit)
    const owner = ownerOf(buckets.require(Bucket).value.account)
    return {
      output: {
        ...{ Bucket, Key, UploadId, PartNumberMarker: after, MaxParts: limit },
        ...(found.length > limit && { NextPartNumberMarker: page.at(-1)?.number ?? 0 }),
        IsTruncated: found.length > limit,
        Parts: page.map(listedPart),
        Initiator: { ID: upload.initiator, DisplayName: upload.initiator },
        Owner: owner,
        StorageClass: upload.storageClass as StorageClass,
        ChecksumAlgorithm: upload.checksumAlgorithm,
        ChecksumType: upload.checksumType,
      },
    }
  },
}

const listedPart = ({ number, row: { value } }: StoredPart): Part => ({
  PartNumber: number,
  LastModified: wholeSecond(value.lastModified),
  ETag: `"${value.etag}"`,
  Size: value.size,
  ...checksumOutput(value.checksum),
})
