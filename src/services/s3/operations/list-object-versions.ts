import type { Operation } from '../../operation.ts'
import { listContext } from '../context-keys.ts'
import type {
  ListObjectVersionsInput,
  ListObjectVersionsOutput,
  ObjectVersion,
  Owner,
} from '../model.ts'
import { onBucket } from '../questions.ts'
import type { ListedItem } from '../resources/list-keys.ts'
import { listKeys } from '../resources/list-keys.ts'
import type { Encode } from '../resources/listing.ts'
import {
  listedPrefixes,
  delimiterOf,
  encodingOf,
  listedFacts,
  ownerOf,
  requireMaxKeys,
} from '../resources/listing.ts'
import type { S3Scope } from '../scope.ts'

/**
 * Lists versions. Versioning is not built, so every object is its only version, which S3 calls
 * `null`, and nothing comes behind a version of the same key.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 */
export const ListObjectVersions: Operation<
  S3Scope,
  ListObjectVersionsInput,
  ListObjectVersionsOutput
> = {
  readOnly: true,
  isDataEvent: true,
  questions: (input, scope) => [
    onBucket('s3:ListBucketVersions', input, scope, listContext(input)),
  ],
  perform(input, { store, buckets }) {
    const { Bucket: bucket, Prefix: prefix = '', KeyMarker: after = '' } = input
    const limit = requireMaxKeys(input.MaxKeys)
    const delimiter = delimiterOf(input.Delimiter)
    const page = listKeys(store, { bucket, prefix, delimiter, after, limit })
    const encode = encodingOf(input.EncodingType)
    const owner = ownerOf(buckets.require(bucket).value.account)
    const next = page.isTruncated ? page.items.at(-1) : undefined
    return {
      output: {
        ...echoed(input, encode),
        MaxKeys: limit,
        IsTruncated: page.isTruncated,
        Versions: versionsOf(page.items, encode, owner),
        CommonPrefixes: listedPrefixes(page.items, encode),
        ...(next && { NextKeyMarker: encode(next.name) }),
        ...(next?.object && { NextVersionIdMarker: ONLY_VERSION }),
      },
    }
  },
}

const ONLY_VERSION = 'null'

const versionsOf = (
  items: readonly ListedItem[],
  encode: Encode,
  owner: Owner,
): readonly ObjectVersion[] =>
  items.flatMap(({ name, object }) =>
    object
      ? [
          {
            Key: encode(name),
            VersionId: ONLY_VERSION,
            IsLatest: true,
            ...listedFacts(object),
            Owner: owner,
          },
        ]
      : [],
  )

const echoed = (
  { Bucket, EncodingType, ...input }: ListObjectVersionsInput,
  encode: Encode,
): ListObjectVersionsOutput => ({
  Name: Bucket,
  Prefix: encode(input.Prefix ?? ''),
  KeyMarker: encode(input.KeyMarker ?? ''),
  VersionIdMarker: input.VersionIdMarker ?? '',
  ...(delimiterOf(input.Delimiter) !== undefined && { Delimiter: encode(input.Delimiter ?? '') }),
  ...(EncodingType !== undefined && { EncodingType }),
})
