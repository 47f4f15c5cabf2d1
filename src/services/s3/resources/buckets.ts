import type { Change, Row } from '../../../store/store.ts'
import { change } from '../../../store/store.ts'
import type { RequestScope } from '../../operation.ts'
import { NoSuchBucket } from '../errors.ts'
import { limits } from '../limits.ts'
import type {
  ObjectOwnership,
  OwnershipControls,
  PublicAccessBlockConfiguration,
} from '../model.ts'
import type { BucketPolicyRow, BucketRow, BucketSettingKind, BucketSettingRow } from '../tables.ts'
import {
  bucketPolicies,
  buckets,
  bucketSettings,
  objectRowId,
  objects,
  settingRowId,
  uploads,
} from '../tables.ts'

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

  /** Who owns what others upload, and whether there are ACLs. Undefined: it was taken away. */
  ownershipOf(name: string): ObjectOwnership | undefined {
    const controls = this.settingOf(name, 'ownershipControls')?.value as
      OwnershipControls | undefined
    return controls?.Rules[0]?.ObjectOwnership
  }

  /** Neither an object nor a multipart upload under way is in it. */
  isEmpty(name: string): boolean {
    const { store } = this.#request
    const first = { prefix: objectRowId(name, ''), limit: 1 }
    return store.page(objects, first).length === 0 && store.page(uploads, first).length === 0
  }

  /** A member of the request, kept as it came; undefined takes the setting away. */
  withSetting(name: string, kind: BucketSettingKind, value: object | undefined): readonly Change[] {
    const row = this.settingOf(name, kind)
    if (!row && !value) return []
    // An interface of the model is a record like any other.
    const setting = value as BucketSettingRow | undefined
    return [change(bucketSettings, settingRowId(name, kind), row, setting)]
  }

  withPolicy(name: string, policy: BucketPolicyRow | undefined): readonly Change[] {
    const row = this.policyOf(name)
    return row || policy ? [change(bucketPolicies, name, row, policy)] : []
  }

  /** The bucket with everything that is set of it; it must be empty. */
  removed(name: string): readonly Change[] {
    const below = { prefix: `${name}/`, limit: limits.rowsPerRead }
    const settings = this.#request.store.page(bucketSettings, below)
    return [
      change(buckets, name, this.require(name), undefined),
      ...this.withPolicy(name, undefined),
      ...settings.map((row) => change(bucketSettings, row.id, row, undefined)),
    ]
  }
}
