import { change } from '../../../store/store.ts'
import type { Row } from '../../../store/store.ts'
import type { Performed, RequestScope } from '../../operation.ts'
import { InvalidArgument, NoSuchKey } from '../errors.ts'
import type { ObjectRow } from '../tables.ts'
import { objectRowId, objects } from '../tables.ts'

export interface ObjectName {
  readonly Bucket: string
  readonly Key: string
}

/** What replacing an object does to rows and files. */
export type ObjectChange = Required<Pick<Performed<never>, 'changes' | 'files'>>

/** The objects as one request sees them. */
export class Objects {
  readonly #request: RequestScope

  constructor(request: RequestScope) {
    this.#request = request
  }

  find({ Bucket, Key }: ObjectName): Row<ObjectRow> | undefined {
    return this.#request.store.get(objects, objectRowId(Bucket, Key))
  }

  require(name: ObjectName): Row<ObjectRow> {
    const object = this.find(name)
    if (!object) throw NoSuchKey({ Key: name.Key })
    return object
  }

  /** The object as it is to be, in place of what is there. `undefined` removes it. */
  put(name: ObjectName, object: ObjectRow | undefined): ObjectChange {
    const current = this.find(name)
    const [before, after] = [current?.value.file, object?.file]
    return {
      changes:
        current || object
          ? [change(objects, objectRowId(name.Bucket, name.Key), current, object)]
          : [],
      files: {
        ...(after && after !== before && { adopt: [after] }),
        ...(before && after !== before && { release: [before] }),
      },
    }
  }
}

/** Buckets here keep no versions: an object's only one is that which S3 calls `null`. */
export function requireNoVersion({ VersionId }: { readonly VersionId?: string | undefined }): void {
  if (VersionId === undefined || VersionId === 'null') return
  throw InvalidArgument(
    { ArgumentName: 'versionId', ArgumentValue: VersionId },
    'Invalid version id specified',
  )
}
