// What other services may know of S3: facts, read-only.

import type { AccountId } from '../../base/account-id.ts'
import type { Region } from '../../base/region.ts'
import type { ResourcePolicy } from '../../policy/index.ts'
import type { StoreView } from '../../store/store.ts'
import { bucketPolicyInForce } from './policies/in-force.ts'
import { bucketPolicies, buckets } from './tables.ts'

export type { StoredObject } from './resources/stored-objects.ts'
export {
  listQuestion,
  readQuestion,
  storedObject,
  storedObjects,
} from './resources/stored-objects.ts'

export interface BucketFacts {
  readonly name: string
  readonly account: AccountId
  readonly region: Region
  /** Absent: the bucket has none. */
  readonly policy?: ResourcePolicy
}

/** Undefined: there is no bucket of this name. */
export function bucketFacts(store: StoreView, bucket: string): BucketFacts | undefined {
  const row = store.get(buckets, bucket)?.value
  if (!row) return undefined
  const { name, account, region } = row
  const policy = store.get(bucketPolicies, bucket)?.value
  return { name, account, region, ...(policy && { policy: bucketPolicyInForce(policy) }) }
}
