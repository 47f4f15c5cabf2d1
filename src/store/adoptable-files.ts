// The object files as services meet them: written, then adopted by an entry or discarded.

import type { World } from '../base/world.ts'
import type { FileId, ObjectFiles, OpenFile, WrittenFile } from './object-file.ts'

const idBytes = 16

/** Where the content of files lies. Which files are whose, it does not know. */
export interface FilePlace {
  /** The whole content is durable, and its name, when it resolves with the size. */
  write(id: FileId, chunks: AsyncIterable<Uint8Array>): Promise<number>
  /** Throws, with the code ENOENT, when there is no such file. */
  open(id: FileId): OpenFile | Promise<OpenFile>
  /** A path for good: until the file is removed. */
  place(id: FileId): string | Promise<string>
  /** Durable when it resolves; files that are gone already stay so. */
  removeAll(ids: readonly FileId[]): Promise<void>
  /** Removes what nodes that died have left, of old files those that `ofEntries` does not name. */
  removeStrays?(ofEntries: (ids: readonly FileId[]) => Promise<ReadonlySet<FileId>>): Promise<void>
  /** Why files can be neither written nor read at present; absent, undefined: nothing is wrong. */
  trouble?(): string | undefined
  close?(): void
}

export class AdoptableFiles implements ObjectFiles {
  readonly #place: FilePlace
  readonly #world: Pick<World, 'randomBytes'>
  readonly #isOfAnEntry: (id: FileId) => boolean | Promise<boolean>
  /** Of this run, and no entry's yet. */
  readonly #written = new Set<FileId>()
  /** Of entries that are queued, each with what resolves when its entry is durable. */
  readonly #adopting = new Map<FileId, Promise<void>>()

  constructor(
    place: FilePlace,
    world: Pick<World, 'randomBytes'>,
    isOfAnEntry: (id: FileId) => boolean | Promise<boolean>,
  ) {
    this.#place = place
    this.#world = world
    this.#isOfAnEntry = isOfAnEntry
  }

  async write(chunks: AsyncIterable<Uint8Array>): Promise<WrittenFile> {
    const id = Buffer.from(this.#world.randomBytes(idBytes)).toString('hex') as FileId
    const size = await this.#place.write(id, chunks)
    this.#written.add(id)
    return { id, size }
  }

  async discard(id: FileId): Promise<void> {
    if (!this.#written.delete(id)) return
    // A writer that dies between its commit and its answer is taken for one that failed.
    if (!(await this.#isOfAnEntry(id))) await this.#place.removeAll([id])
  }

  // Asynchronous for places that have to ask somebody else: a folder's file is open at once.
  async open(id: FileId): Promise<OpenFile> {
    return this.#place.open(id)
  }

  async path(id: FileId): Promise<string> {
    await this.#adopting.get(id)
    if (this.#written.has(id)) throw new Error(`no entry has adopted the file ${id}`)
    return this.#place.place(id)
  }

  /** Whatever is nobody's yet: nobody will ask for it any more. */
  async discardAll(): Promise<void> {
    for (const id of this.#written) await this.discard(id)
  }

  /** Throws when one of them was not written or is an entry's already: a bug. */
  requireAdoptable(ids: readonly FileId[]): void {
    const seen = new Set<FileId>()
    for (const id of ids) {
      if (!this.#written.has(id) || seen.has(id)) {
        throw new Error(`the file ${id} is not there to be adopted`)
      }
      seen.add(id)
    }
  }

  /** The entry is queued. When it fails, its files are as they were: adoptable, or to discard. */
  adopt(ids: readonly FileId[], durable: Promise<void>): Promise<void> {
    return ids.length === 0 ? durable : this.#adoptAll(ids, durable)
  }

  async #adoptAll(ids: readonly FileId[], durable: Promise<void>): Promise<void> {
    for (const id of ids) {
      this.#written.delete(id)
      this.#adopting.set(id, durable)
    }
    try {
      await durable
    } catch (fault) {
      for (const id of ids) this.#written.add(id)
      throw fault
    } finally {
      for (const id of ids) this.#adopting.delete(id)
    }
  }
}
