import type { StoreView } from '../../../store/store.ts'
import { limits } from '../limits.ts'
import type { ListMultipartUploadsInput } from '../model.ts'
import type { UploadRow } from '../tables.ts'
import { objectRowId, uploadRowId, uploads } from '../tables.ts'

/** An upload, or the common prefix of the keys of several. */
export type ListedUpload =
  { readonly name: string; readonly upload: UploadRow } | { readonly name: string }

/** Uploads under way are few: those under a common prefix are read, not leapt over. */
export function listUploads(
  store: StoreView,
  input: ListMultipartUploadsInput,
  limit: number,
): { readonly items: readonly ListedUpload[]; readonly isTruncated: boolean } {
  const found = [...itemsBehind(store, input).take(limit + 1)]
  return { items: found.slice(0, limit), isTruncated: limit > 0 && found.length > limit }
}

function* itemsBehind(
  store: StoreView,
  input: ListMultipartUploadsInput,
): Generator<ListedUpload, undefined> {
  const { Prefix = '', Delimiter = '', KeyMarker = '' } = input
  let before: string | undefined
  for (const upload of uploadsBehind(store, input)) {
    const place = Delimiter === '' ? -1 : upload.key.indexOf(Delimiter, Prefix.length)
    if (place < 0) yield { name: upload.key, upload }
    else {
      const name = upload.key.slice(0, place + Delimiter.length)
      // A page may have ended with this prefix: its uploads go on behind the marker.
      if (name !== before && name !== KeyMarker) yield { name }
      before = name
    }
  }
  return undefined
}

function* uploadsBehind(
  store: StoreView,
  input: ListMultipartUploadsInput,
): Generator<UploadRow, undefined> {
  const { Bucket, Prefix = '', KeyMarker = '', UploadIdMarker } = input
  const prefix = objectRowId(Bucket, Prefix)
  let after = UploadIdMarker
    ? uploadRowId(Bucket, KeyMarker, UploadIdMarker)
    : // All of the marker's own uploads stand before this.
      uploadRowId(Bucket, KeyMarker, KeyMarker === '' ? '' : '~')
  for (;;) {
    const rows = store.page(uploads, { prefix, after, limit: limits.rowsPerRead })
    yield* rows.map((row) => row.value)
    const last = rows.at(-1)
    if (!last || rows.length < limits.rowsPerRead) return undefined
    after = last.id
  }
}
