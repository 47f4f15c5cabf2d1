// The folder of the object files: `objects/incoming` holds those that may belong to nobody yet,
// `objects/<two hex digits>` the others. Which ones are whose, it does not know.

import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FilePlace } from './adoptable-files.ts'
import type { FileId, OpenFile } from './object-file.ts'
import { openFile } from './open-file.ts'
import { ensurePrivateDirectory } from './private-files.ts'
import { writeFile } from './write-file.ts'

export class ObjectFolder implements FilePlace {
  readonly #directory: string
  readonly #incoming: string
  readonly #beforeStep: () => void
  /** Whole files in `incoming`. */
  readonly #waiting = new Set<FileId>()

  /** `beforeStep` is called before each thing that it does to the disk. */
  constructor(directory: string, beforeStep: () => void) {
    this.#directory = directory
    this.#incoming = join(directory, 'incoming')
    this.#beforeStep = beforeStep
    ensurePrivateDirectory(directory)
    ensurePrivateDirectory(this.#incoming)
  }

  /** What the last run left in `incoming` goes, but for the files that an entry has adopted. */
  keepIncoming(isAdopted: (id: FileId) => boolean): void {
    for (const name of readdirSync(this.#incoming)) {
      const id = name as FileId
      if (isAdopted(id)) this.#waiting.add(id)
      else rmSync(join(this.#incoming, name))
    }
  }

  /** The file's whole content and its name are on the disk when it resolves with the size. */
  async write(id: FileId, chunks: AsyncIterable<Uint8Array>): Promise<number> {
    const path = join(this.#incoming, id)
    try {
      const size = await writeFile(path, chunks, this.#beforeStep)
      await this.#syncAll([this.#incoming])
      this.#waiting.add(id)
      return size
    } catch (fault) {
      await rm(path, { force: true })
      throw fault
    }
  }

  open(id: FileId): OpenFile {
    return openFile(this.pathOf(id))
  }

  pathOf(id: FileId): string {
    return this.#waiting.has(id) ? join(this.#incoming, id) : this.#placeOf(id)
  }

  /** Moves the file out of `incoming`, at once: nobody meets it on its way. Returns its path. */
  place(id: FileId): string {
    const path = this.#placeOf(id)
    if (!this.#waiting.has(id)) return path
    this.#beforeStep()
    ensurePrivateDirectory(dirname(path))
    renameSync(join(this.#incoming, id), path)
    this.#waiting.delete(id)
    return path
  }

  /** Durable when it resolves. */
  async placeAll(ids: readonly FileId[]): Promise<void> {
    await this.#syncAll(ids.map((id) => dirname(this.place(id))))
  }

  /** Durable when it resolves; files that are gone already stay so. */
  async removeAll(ids: readonly FileId[]): Promise<void> {
    const paths = ids.map((id) => this.pathOf(id))
    for (const path of paths) {
      this.#beforeStep()
      await rm(path, { force: true })
    }
    for (const id of ids) this.#waiting.delete(id)
    await this.#syncAll(paths.map((path) => dirname(path)))
  }

  #placeOf(id: FileId): string {
    return join(this.#directory, id.slice(0, 2), id)
  }

  /** As `syncDirectory`, without holding up the thread that answers. */
  async #syncAll(directories: readonly string[]): Promise<void> {
    if (process.platform === 'win32') return // Directories cannot be opened there.
    for (const directory of new Set(directories)) {
      if (!existsSync(directory)) continue // Somebody has removed it, and its names with it.
      this.#beforeStep()
      const handle = await open(directory, 'r')
      await handle.sync().finally(() => handle.close())
    }
  }
}
