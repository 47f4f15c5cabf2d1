// Files of objects, opened where they lie: in their place, or still in `incoming`.

import { join } from 'node:path'
import type { FileId, OpenFile } from '../object-file.ts'
import { openFile } from '../open-file.ts'

/** Undefined: it is nowhere. */
export function openObjectFile(directory: string, id: FileId): OpenFile | undefined {
  const [place, incoming] = [placeOf(directory, id), join(directory, 'incoming', id)]
  // It may be moved between two looks, and only from `incoming` to its place.
  for (const path of [place, incoming, place]) {
    const file = openIfThere(path)
    if (file) return file
  }
  return undefined
}

/** Below the folder of the objects. */
export const placeOf = (directory: string, id: FileId): string =>
  join(directory, id.slice(0, 2), id)

function openIfThere(path: string): OpenFile | undefined {
  try {
    return openFile(path)
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return undefined
    throw fault
  }
}

export type HeldFiles =
  | { readonly held: ReadonlyMap<FileId, OpenFile>; readonly gone?: never }
  | { readonly gone: FileId; readonly held?: never }

/** All of them, or none: then `gone` is one that is not there. What is held reads to the end. */
export function holdFiles(directory: string, ids: readonly FileId[]): HeldFiles {
  const held = new Map<FileId, OpenFile>()
  for (const id of ids) {
    const file = openObjectFile(directory, id)
    if (!file) {
      for (const other of held.values()) other.close()
      return { gone: id }
    }
    held.set(id, file)
  }
  return { held }
}
