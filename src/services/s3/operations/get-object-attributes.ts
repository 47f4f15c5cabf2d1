import type { Operation } from '../../operation.ts'
import type {
  GetObjectAttributesInput,
  GetObjectAttributesOutput,
  GetObjectAttributesParts,
  StorageClass,
} from '../model.ts'
import { limits } from '../limits.ts'
import { requireCount } from '../resources/listing.ts'
import { checksumOutput, typedChecksumOutput } from '../resources/object-checksums.ts'
import { refuseCustomerKeys } from '../resources/object-encryption.ts'
import { onReadObject } from '../resources/object-questions.ts'
import { wholeSecond } from '../resources/whole-second.ts'
import type { S3Scope } from '../scope.ts'
import type { ObjectPartRow, ObjectRow } from '../tables.ts'

/**
 * Tells what the request asks for of an object, and nothing else of it.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html
 */
export const GetObjectAttributes: Operation<
  S3Scope,
  GetObjectAttributesInput,
  GetObjectAttributesOutput
> = {
  readOnly: true,
  isDataEvent: true,
  questions: (input, scope) =>
    onReadObject(['s3:GetObject', 's3:GetObjectAttributes'], input, scope),
  perform(input, { objects }) {
    refuseCustomerKeys(input)
    const object = objects.require(input).value
    const asked = new Set(input.ObjectAttributes)
    const ObjectParts = partsOf(object, input)
    return {
      output: {
        LastModified: wholeSecond(object.lastModified),
        ...(asked.has('ETag') && { ETag: object.etag }),
        ...(asked.has('Checksum') && { Checksum: typedChecksumOutput(object.checksum) }),
        ...(asked.has('ObjectParts') && ObjectParts && { ObjectParts }),
        ...(asked.has('StorageClass') && { StorageClass: object.storageClass as StorageClass }),
        ...(asked.has('ObjectSize') && { ObjectSize: object.size }),
      },
    }
  },
}

/** The parts are listed one by one only where each has a checksum of its own. */
function partsOf(
  { parts, checksum }: ObjectRow,
  { MaxParts = limits.partsPerPageMax, PartNumberMarker = 0 }: GetObjectAttributesInput,
): GetObjectAttributesParts | undefined {
  if (!parts) return undefined
  const TotalPartsCount = parts.length
  if (checksum?.type !== 'COMPOSITE') return { TotalPartsCount }
  const limit = Math.min(requireCount('x-amz-max-parts', MaxParts), limits.partsPerPageMax)
  const behind = parts.filter(({ number }) => number > PartNumberMarker)
  const page = behind.slice(0, limit)
  return {
    TotalPartsCount,
    PartNumberMarker,
    NextPartNumberMarker: page.at(-1)?.number ?? 0,
    MaxParts: limit,
    IsTruncated: behind.length > limit,
    Parts: page.map((part) => listedPart(part, checksum.algorithm)),
  }
}

const listedPart = (
  { number, size, checksum: value }: ObjectPartRow,
  algorithm: NonNullable<ObjectRow['checksum']>['algorithm'],
) => ({
  PartNumber: number,
  Size: size,
  ...(value !== undefined && checksumOutput({ algorithm, value, type: 'COMPOSITE' })),
})
