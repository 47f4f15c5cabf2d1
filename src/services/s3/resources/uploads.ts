import { change } from '../../../store/store.ts'
import type { Change, Row } from '../../../store/store.ts'
import type { RequestScope } from '../../operation.ts'
import { NoSuchUpload } from '../errors.ts'
import { limits } from '../limits.ts'
import type { PartRow, UploadRow } from '../tables.ts'
import { partRowId, parts, uploadRowId, uploads } from '../tables.ts'
import type { ObjectChange, ObjectName } from './objects.ts'

export interface UploadName extends ObjectName {
  readonly UploadId: string
}

export interface StoredPart {
  readonly number: number
  readonly row: Row<PartRow>
}

/** The multipart uploads under way, as one request sees them. */
export class Uploads {
  readonly #request: RequestScope

  constructor(request: RequestScope) {
    this.#request = request
  }

  find({ Bucket, Key, UploadId }: UploadName): Row<UploadRow> | undefined {
    // An upload id may be any text, and not every text can be a row's id.
    if (!UPLOAD_ID.test(UploadId)) return undefined
    return this.#request.store.get(uploads, uploadRowId(Bucket, Key, UploadId))
  }

  require(name: UploadName): Row<UploadRow> {
    const upload = this.find(name)
    if (!upload) throw NoSuchUpload({ UploadId: name.UploadId })
    return upload
  }

  create(value: UploadRow): Change {
    const id = uploadRowId(value.bucket, value.key, value.uploadId)
    return change(uploads, id, undefined, value)
  }

  part({ UploadId }: UploadName, number: number): StoredPart | undefined {
    const row = this.#request.store.get(parts, partRowId(UploadId, number))
    return row && { number, row }
  }

  /** In the order of their numbers. */
  partsOf({ UploadId }: UploadName, page: { after: number; limit: number }): StoredPart[] {
    const prefix = partRowId(UploadId, 0).slice(0, -PART_DIGITS)
    const after = partRowId(UploadId, page.after)
    const rows = this.#request.store.page(parts, { prefix, after, limit: page.limit })
    return rows.map((row) => ({ number: Number(row.id.slice(-PART_DIGITS)), row }))
  }

  /** The part as it is to be, in place of one that has its number. */
  putPart(name: UploadName, number: number, value: PartRow): ObjectChange {
    const current = this.part(name, number)?.row
    const before = current?.value.file
    return {
      changes: [change(parts, partRowId(name.UploadId, number), current, value)],
      files: { ...(value.file && { adopt: [value.file] }), ...(before && { release: [before] }) },
    }
  }

  /** Takes the upload away with all its parts, and what they hold. */
  remove(name: UploadName): ObjectChange {
    const upload = this.require(name)
    const all = this.partsOf(name, { after: 0, limit: limits.partsPerUploadMax })
    return {
      changes: [
        change(uploads, upload.id, upload, undefined),
        ...all.map(({ row }) => change(parts, row.id, row, undefined)),
      ],
      files: { release: all.flatMap(({ row }) => row.value.file ?? []) },
    }
  }
}

const PART_DIGITS = 5
const UPLOAD_ID = /^[A-Za-z0-9_-]{1,128}$/
