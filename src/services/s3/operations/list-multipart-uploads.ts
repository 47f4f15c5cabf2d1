import type { Operation } from '../../operation.ts'
import { listContext } from '../context-keys.ts'
import { limits } from '../limits.ts'
import type {
  ListMultipartUploadsInput,
  ListMultipartUploadsOutput,
  MultipartUpload,
  Owner,
  StorageClass,
} from '../model.ts'
import { onBucket } from '../questions.ts'
import type { ListedUpload } from '../resources/list-uploads.ts'
import { listUploads } from '../resources/list-uploads.ts'
import { encodingOf, ownerOf, requireCount } from '../resources/listing.ts'
import type { Encode } from '../resources/listing.ts'
import { wholeSecond } from '../resources/whole-second.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Lists the uploads that were begun and not yet completed, in the order of keys.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html
 */
export const ListMultipartUploads: Operation<
  S3Scope,
  ListMultipartUploadsInput,
  ListMultipartUploadsOutput
> = {
  readOnly: true,
  isDataEvent: true,
  questions: (input, scope) => [
    onBucket('s3:ListBucketMultipartUploads', input, scope, listContext(input)),
  ],
  perform(input, { store, buckets }) {
    const asked = requireCount('max-uploads', input.MaxUploads ?? limits.uploadsPerPageMax)
    const limit = Math.min(asked, limits.uploadsPerPageMax)
    const { items, isTruncated } = listUploads(store, input, limit)
    const encode = encodingOf(input.EncodingType)
    const owner = ownerOf(buckets.require(input.Bucket).value.account)
    const last = items.at(-1)
    return {
      output: {
        ...echoed(input, encode),
        MaxUploads: limit,
        IsTruncated: isTruncated,
        ...(isTruncated && last && next(last, encode)),
        Uploads: items.flatMap((item) => ('upload' in item ? [listed(item, encode, owner)] : [])),
        CommonPrefixes: items.flatMap((item) =>
          'upload' in item ? [] : [{ Prefix: encode(item.name) }],
        ),
      },
    }
  },
}

const next = (last: ListedUpload, encode: Encode) => ({
  NextKeyMarker: encode(last.name),
  NextUploadIdMarker: 'upload' in last ? last.upload.uploadId : '',
})

const echoed = (input: ListMultipartUploadsInput, encode: Encode): ListMultipartUploadsOutput => ({
  Bucket: input.Bucket,
  KeyMarker: encode(input.KeyMarker ?? ''),
  UploadIdMarker: input.UploadIdMarker ?? '',
  ...(input.Prefix && { Prefix: encode(input.Prefix) }),
  ...(input.Delimiter && { Delimiter: encode(input.Delimiter) }),
  EncodingType: input.EncodingType,
})

const listed = (
  { upload }: Extract<ListedUpload, { readonly upload: unknown }>,
  encode: Encode,
  owner: Owner,
): MultipartUpload => ({
  UploadId: upload.uploadId,
  Key: encode(upload.key),
  Initiated: wholeSecond(upload.initiatedAt),
  StorageClass: upload.storageClass as StorageClass,
  Owner: owner,
  Initiator: { ID: upload.initiator, DisplayName: upload.initiator },
  ChecksumAlgorithm: upload.checksumAlgorithm,
  ChecksumType: upload.checksumType,
})
