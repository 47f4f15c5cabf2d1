import type { Row } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { InvalidArgument } from '../errors.ts'
import { limits } from '../limits.ts'
import type { Bucket, ListBucketsInput, ListBucketsOutput } from '../model.ts'
import { onAccount } from '../questions.ts'
import { ownerOf } from '../resources/listing.ts'
import { wholeSecond } from '../resources/whole-second.ts'
import type { S3Scope } from '../scope.ts'
import type { BucketRow } from '../tables.ts'
import { buckets } from '../tables.ts'

/**
 * Lists the buckets of the caller's account, of every Region.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 */
export const ListBuckets: Operation<S3Scope, ListBucketsInput, ListBucketsOutput> = {
  readOnly: true,
  questions: (_, scope) => [onAccount('s3:ListAllMyBuckets', scope)],
  perform(input, scope) {
    const limit = requireMaxBuckets(input.MaxBuckets)
    const found = matching(input, scope)
    const shown = found.slice(0, limit)
    const last = shown.at(-1)
    return {
      output: {
        Owner: ownerOf(scope.account),
        Buckets: shown.map(({ value }) => listed(value, input)),
        ...(input.Prefix !== undefined && { Prefix: input.Prefix }),
        ...(found.length > limit && last && { ContinuationToken: encodeToken(last.id) }),
      },
    }
  },
}

function matching(input: ListBucketsInput, { store, account }: S3Scope): readonly Row<BucketRow>[] {
  const { Prefix: prefix = '', ContinuationToken, BucketRegion } = input
  const after = ContinuationToken === undefined ? '' : decodeToken(ContinuationToken)
  const request = { prefix, after, limit: limits.bucketsPerAccountMax }
  const found = store.find(buckets, 'account', account, request)
  return found.filter(({ value }) => value.region === (BucketRegion ?? value.region))
}

/** The Region is told only to whoever asks for a part of the list. */
const listed = ({ name, createdAt, region }: BucketRow, input: ListBucketsInput): Bucket => ({
  Name: name,
  CreationDate: wholeSecond(createdAt),
  ...(Object.values(input).some((value) => value !== undefined) && { BucketRegion: region }),
})

function requireMaxBuckets(max: number = limits.bucketsPerPageMax): number {
  if (max >= 1 && max <= limits.bucketsPerPageMax) return max
  throw InvalidArgument(
    { ArgumentName: 'max-buckets', ArgumentValue: String(max) },
    `Argument max-buckets must be an integer between 1 and ${limits.bucketsPerPageMax}`,
  )
}

const encodeToken = (name: string): string => Buffer.from(name).toString('base64url')

function decodeToken(token: string): string {
  const name = Buffer.from(token, 'base64url').toString()
  if (token !== '' && encodeToken(name) === token) return name
  throw InvalidArgument(
    { ArgumentName: 'continuation-token', ArgumentValue: token },
    'The continuation token provided is incorrect',
  )
}
