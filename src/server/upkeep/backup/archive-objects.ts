// The files of objects, into the archive, so that they fit a snapshot of the rows that name them.
//
// A file never changes, but goes when its row does. So most are copied first, beside the stack,
// and only what is still missing is held open in the moments after the snapshot was taken. A file
// that was gone by then has no row in the next snapshot.

import { holdFiles, openObjectFile, placeOf } from '../../../store/backup/held-files.ts'
import { StateSnapshot } from '../../../store/backup/state-snapshot.ts'
import type { FileId, OpenFile } from '../../../store/object-file.ts'
import { upkeepFailure } from '../failures.ts'
import type { TarWriter } from './tar-writer.ts'

const heldFilesMax = 500
const snapshotsMax = 100

export interface ArchivedObjects {
  readonly snapshot: StateSnapshot
  readonly count: number
  readonly bytes: number
  /** Rows name them, and they are nowhere. */
  readonly lost: readonly FileId[]
}

/** The snapshot is the caller's to close. */
export async function archiveObjects(
  data: string,
  directory: string,
  tar: TarWriter,
): Promise<ArchivedObjects> {
  const sizes = new Map<FileId, number>()
  const lost = new Set<FileId>()
  let wasGone: FileId | undefined
  for (let taken = 0; taken < snapshotsMax; taken += 1) {
    const snapshot = new StateSnapshot(data)
    const named = snapshot.files()
    const missing = named.filter((id) => !sizes.has(id) && !lost.has(id))
    // It was gone before this snapshot was taken, and a row names it still.
    if (wasGone !== undefined && missing.includes(wasGone)) lost.add(wasGone)
    wasGone = undefined
    if (missing.length > heldFilesMax) {
      snapshot.close()
      await addUnheld(missing, directory, tar, sizes)
      continue
    }
    const files = holdFiles(
      directory,
      missing.filter((id) => !lost.has(id)),
    )
    if (files.held) {
      await addHeld(files.held, tar, sizes)
      const bytes = named.reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0)
      return { snapshot, count: named.length - lost.size, bytes, lost: [...lost] }
    }
    snapshot.close()
    wasGone = files.gone
  }
  throw upkeepFailure('filesMoving', { times: String(snapshotsMax) })
}

async function addUnheld(
  ids: readonly FileId[],
  directory: string,
  tar: TarWriter,
  sizes: Map<FileId, number>,
): Promise<void> {
  for (const id of ids) {
    const file = openObjectFile(directory, id)
    if (file) await addFile(id, file, tar, sizes)
  }
}

async function addHeld(
  held: ReadonlyMap<FileId, OpenFile>,
  tar: TarWriter,
  sizes: Map<FileId, number>,
): Promise<void> {
  try {
    for (const [id, file] of held) await addFile(id, file, tar, sizes)
  } finally {
    for (const file of held.values()) file.close()
  }
}

async function addFile(
  id: FileId,
  file: OpenFile,
  tar: TarWriter,
  sizes: Map<FileId, number>,
): Promise<void> {
  try {
    await tar.add(placeOf('objects', id), file.size, file.read())
    sizes.set(id, file.size)
  } finally {
    file.close()
  }
}
