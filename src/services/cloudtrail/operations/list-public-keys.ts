import type { Operation } from '../../operation.ts'
import { InvalidTimeRangeException, InvalidTokenException } from '../errors.ts'
import type { ListPublicKeysInput, ListPublicKeysOutput } from '../model.ts'
import { onAccount } from '../questions.ts'
import type { CloudTrailScope } from '../scope.ts'
import type { DigestKeyRow } from '../tables.ts'

/**
 * Tells the public keys that belong to the digests of the Region in a time range; without one, to
 * those of today. The answer has no pages: AWS keeps its token for later.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListPublicKeys.html
 */
export const ListPublicKeys: Operation<CloudTrailScope, ListPublicKeysInput, ListPublicKeysOutput> =
  {
    readOnly: true,
    questions: (_input, scope) => [onAccount('cloudtrail:ListPublicKeys', scope)],
    perform({ StartTime, EndTime, NextToken }, { digestKeys, now }) {
      if (NextToken !== undefined) throw InvalidTokenException('The token is not valid.')
      const range = { start: StartTime ?? now, end: EndTime ?? now }
      if (StartTime && range.start > range.end) {
        throw InvalidTimeRangeException('The start time must be before the end time.')
      }
      const { row } = digestKeys
      const keys = row && isValidWithin(row, range) ? [publicKey(row)] : []
      return { output: { PublicKeyList: keys } }
    },
  }

function isValidWithin(
  { validFrom, validUntil }: DigestKeyRow,
  { start, end }: { readonly start: Date; readonly end: Date },
): boolean {
  return new Date(validFrom) <= end && start <= new Date(validUntil)
}

const publicKey = (row: DigestKeyRow) => ({
  Value: Buffer.from(row.publicKey, 'base64'),
  ValidityStartTime: new Date(row.validFrom),
  ValidityEndTime: new Date(row.validUntil),
  Fingerprint: row.fingerprint,
})
