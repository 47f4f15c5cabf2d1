import type { Row } from '../../../store/store.ts'
import type { RequestScope } from '../../operation.ts'
import { NoSuchBucket } from '../errors.ts'
import type { PublicAccessBlockConfiguration } from '../model.ts'
import type { BucketPolicyRow, BucketRow, BucketSettingKind, BucketSettingRow } from '../tables.ts'
import { bucketPolicies, buckets, bucketSettings, settingRowId } from '../tables.ts'

/** The buckets as one request sees them: those of every account, for names are one space. */
export class Buckets {
  readonly #request: RequestScope

  constructor(request: RequestScope) {
    this.#request = request
  }

  find(name: string): Row<BucketRow> | undefined {
    return this.#request.store.get(buckets, name)
  }

  require(name: string): Row<BucketRow> {
    const bucket = this.find(name)
    if (!bucket) throw NoSuchBucket({ BucketName: name })
    return bucket
  }

  policyOf(name: string): Row<BucketPolicyRow> | undefined {
    return this.#request.store.get(bucketPolicies, name)
  }

  /** A setting as it was set; undefined: it is not. */
  settingOf(name: string, kind: BucketSettingKind): Row<BucketSettingRow> | undefined {
    return this.#request.store.get(bucketSettings, settingRowId(name, kind))
  }

  publicAccessBlockOf(name: string): PublicAccessBlockConfiguration | undefined {
    return this.settingOf(name, 'publicAccessBlock')?.value
  }
}
