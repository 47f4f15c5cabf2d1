// A folder that all nodes see: a file lies in its place from the start, and each finds it there.

import { readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dayMs } from '../../base/sizes.ts'
import type { FilePlace } from '../adoptable-files.ts'
import type { FileId, OpenFile } from '../object-file.ts'
import { ObjectFolder } from '../object-folder.ts'

/** No request takes so long: a file that is older and no entry's will be nobody's. */
const strayMs = 1 * dayMs

export class SharedFolder implements FilePlace {
  readonly #directory: string
  readonly #folder: ObjectFolder

  constructor(directory: string) {
    this.#directory = directory
    this.#folder = new ObjectFolder(directory, () => undefined)
  }

  async write(id: FileId, chunks: AsyncIterable<Uint8Array>): Promise<number> {
    const size = await this.#folder.write(id, chunks)
    await this.#folder.placeAll([id])
    return size
  }

  open(id: FileId): OpenFile {
    return this.#folder.open(id)
  }

  place(id: FileId): string {
    return this.#folder.place(id)
  }

  removeAll(ids: readonly FileId[]): Promise<void> {
    return this.#folder.removeAll(ids)
  }

  async removeStrays(
    ofEntries: (ids: readonly FileId[]) => Promise<ReadonlySet<FileId>>,
  ): Promise<void> {
    const before = (await this.#nowMs()) - strayMs
    await this.#removeOld(INCOMING, before, ofEntries)
    const folders = (await readdir(this.#directory)).filter((name) => /^[0-9a-f]{2}$/.test(name))
    for (const folder of folders) await this.#removeOld(folder, before, ofEntries)
  }

  async #removeOld(
    folder: string,
    beforeMs: number,
    ofEntries: (ids: readonly FileId[]) => Promise<ReadonlySet<FileId>>,
  ): Promise<void> {
    const path = (name: string): string => join(this.#directory, folder, name)
    const old: FileId[] = []
    for (const name of await readdir(join(this.#directory, folder))) {
      const stats = await stat(path(name)).catch(() => undefined)
      if (stats && stats.mtimeMs < beforeMs) old.push(name as FileId)
    }
    if (old.length === 0) return
    const kept = await ofEntries(old)
    for (const id of old) if (!kept.has(id)) await rm(path(id), { force: true })
  }

  /** By the clock that dates the files, whosever it is. */
  async #nowMs(): Promise<number> {
    const probe = join(this.#directory, INCOMING, 'now')
    await writeFile(probe, '')
    const { mtimeMs } = await stat(probe)
    await rm(probe, { force: true })
    return mtimeMs
  }
}

const INCOMING = 'incoming'
