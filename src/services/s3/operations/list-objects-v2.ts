import type { Operation } from '../../operation.ts'
import { listContext } from '../context-keys.ts'
import { InvalidArgument } from '../errors.ts'
import type { ListObjectsV2Input, ListObjectsV2Output } from '../model.ts'
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
 * Lists a bucket's objects in the order of their keys, those under a common prefix as one.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export const ListObjectsV2: Operation<S3Scope, ListObjectsV2Input, ListObjectsV2Output> = {
  readOnly: true,
  isDataEvent: true,
  questions: (input, scope) => [onBucket('s3:ListBucket', input, scope, listContext(input))],
  perform(input, { store, buckets }) {
    const { Bucket: bucket, Prefix: prefix = '', StartAfter, ContinuationToken } = input
    const limit = requireMaxKeys(input.MaxKeys)
    const after = ContinuationToken === undefined ? StartAfter : requireToken(ContinuationToken)
    const delimiter = delimiterOf(input.Delimiter)
    const page = listKeys(store, { bucket, prefix, delimiter, after: after ?? '', limit })
    const encode = encodingOf(input.EncodingType)
    const owner = input.FetchOwner ? ownerOf(buckets.require(bucket).value.account) : undefined
    const last = page.items.at(-1)
    return {
      output: {
        ...echoed(input, encode),
        ...(ContinuationToken !== undefined && { ContinuationToken }),
        MaxKeys: limit,
        KeyCount: page.items.length,
        IsTruncated: page.isTruncated,
        Contents: listedObjects(page.items, encode, owner),
        CommonPrefixes: listedPrefixes(page.items, encode),
        ...(page.isTruncated && last && { NextContinuationToken: tokenBehind(last.name) }),
      },
    }
  },
}

function echoed(
  { Bucket, Prefix = '', Delimiter, StartAfter, EncodingType }: ListObjectsV2Input,
  encode: (text: string) => string,
): ListObjectsV2Output {
  return {
    Name: Bucket,
    Prefix: encode(Prefix),
    ...(delimiterOf(Delimiter) !== undefined && { Delimiter: encode(Delimiter ?? '') }),
    ...(StartAfter !== undefined && { StartAfter: encode(StartAfter) }),
    ...(EncodingType !== undefined && { EncodingType }),
  }
}

// A token holds a place in a list only: one that was made up shows nothing that StartAfter would
// not. The mark in front tells ours from other text.
const TOKEN_MARK = '1'

const tokenBehind = (name: string): string => Buffer.from(TOKEN_MARK + name).toString('base64url')

function requireToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString()
  const name = text.slice(TOKEN_MARK.length)
  if (text.startsWith(TOKEN_MARK) && tokenBehind(name) === token) return name
  throw InvalidArgument(
    { ArgumentName: 'continuation-token', ArgumentValue: token },
    'The continuation token provided is incorrect',
  )
}
