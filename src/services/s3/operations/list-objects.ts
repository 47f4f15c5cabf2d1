import type { Operation } from '../../operation.ts'
import { listContext } from '../context-keys.ts'
import type { ListObjectsInput, ListObjectsOutput } from '../model.ts'
import { onBucket } from '../questions.ts'
import { listKeys } from '../resources/list-keys.ts'
import {
  listedPrefixes,
  delimiterOf,
  encodingOf,
  listedObjects,
  ownerOf,
  requireMaxKeys,
} from '../resources/listing.ts'
import type { S3Scope } from '../scope.ts'

/**
 * The older list: it goes on behind a key, which it names only where a delimiter is given, since
 * a client knows the last key that it got.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html
 */
export const ListObjects: Operation<S3Scope, ListObjectsInput, ListObjectsOutput> = {
  readOnly: true,
  isDataEvent: true,
  questions: (input, scope) => [onBucket('s3:ListBucket', input, scope, listContext(input))],
  perform(input, { store, buckets }) {
    const { Bucket: bucket, Prefix: prefix = '', Marker: after = '', EncodingType } = input
    const limit = requireMaxKeys(input.MaxKeys)
    const delimiter = delimiterOf(input.Delimiter)
    const page = listKeys(store, { bucket, prefix, delimiter, after, limit })
    const encode = encodingOf(EncodingType)
    const owner = ownerOf(buckets.require(bucket).value.account)
    const next = delimiter !== undefined && page.isTruncated ? page.items.at(-1) : undefined
    return {
      output: {
        Name: bucket,
        Prefix: encode(prefix),
        Marker: encode(after),
        ...(delimiter !== undefined && { Delimiter: encode(delimiter) }),
        ...(EncodingType !== undefined && { EncodingType }),
        MaxKeys: limit,
        IsTruncated: page.isTruncated,
        Contents: listedObjects(page.items, encode, owner),
        CommonPrefixes: listedPrefixes(page.items, encode),
        ...(next && { NextMarker: encode(next.name) }),
      },
    }
  },
}
