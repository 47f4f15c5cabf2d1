// The rows that S3 keeps. The names of buckets are unique in the whole partition.

import type { AccountId } from '../../base/account-id.ts'
import type { Region } from '../../base/region.ts'
import type { Table } from '../../store/store.ts'

export interface BucketRow {
  readonly name: string
  readonly account: AccountId
  readonly region: Region
  /** ISO 8601, as every time in a row. */
  readonly createdAt: string
}

export interface BucketPolicyRow {
  /** JSON text whose users and roles are unique ids. */
  readonly boundDocument: string
}

/** By the bucket's name. */
export const buckets: Table<BucketRow> = { name: 's3.buckets' }

/** By the bucket's name: replacing a policy and changing a bucket do not meet. */
export const bucketPolicies: Table<BucketPolicyRow> = { name: 's3.bucket-policies' }
