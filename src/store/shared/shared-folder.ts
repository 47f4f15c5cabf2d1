// A folder that all nodes see: a file lies in its place from the start, and each finds it there.

import type { FilePlace } from '../adoptable-files.ts'
import type { FileId, OpenFile } from '../object-file.ts'
import { ObjectFolder } from '../object-folder.ts'

export class SharedFolder implements FilePlace {
  readonly #folder: ObjectFolder

  constructor(directory: string) {
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
}
