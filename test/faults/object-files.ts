// Rows that name a file and say what is in it.

import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FileId } from '../../src/store/object-file.ts'
import type { Store, Table } from '../../src/store/store.ts'
import { contentOf } from '../store/file-conformance.ts'

interface FileRow {
  /** Counts the changes of the row. */
  readonly turn: number
  /** Undefined: it was released, and no other took its place. */
  readonly file?: {
    readonly id: FileId
    /** In hexadecimal. */
    readonly content: string
  }
}

export const files: Table<FileRow> = { name: 'files' }

/** The ids of the files that rows name, each of which must be there, whole. */
export async function heldFiles(store: Store): Promise<string[]> {
  const rows = store.page(files, { limit: 1_000_000 })
  const held = rows.flatMap(({ value }) => value.file ?? [])
  for (const { id, content } of held) {
    const found = await contentOf(store.files.open(id))
    assert.equal(found.toString('hex'), content, 'a row without its file, or a torn one')
  }
  return held.map(({ id }) => id)
}

/** The ids of all files, wherever they lie. */
export function filesOnDisk(directory: string): readonly string[] {
  const found = readdirSync(join(directory, 'objects'), { recursive: true, withFileTypes: true })
  return found
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .toSorted()
}
