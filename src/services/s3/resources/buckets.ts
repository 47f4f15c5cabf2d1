import type { Row } from '../../../store/store.ts'
import type { RequestScope } from '../../operation.ts'
import { NoSuchBucket } from '../errors.ts'
import type { BucketRow } from '../tables.ts'
import { buckets } from '../tables.ts'

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
}
