import type { RequestFiles as FilesOfRequest } from '../services/operation.ts'
import type { FileId, ObjectFiles, OpenFile, WrittenFile } from '../store/object-file.ts'

/** The files that one request has written or opened, so that none is left behind when it ends. */
export class RequestFiles implements FilesOfRequest {
  readonly #files: ObjectFiles
  readonly #written: FileId[] = []
  readonly #opened: OpenFile[] = []
  #isOver = false

  constructor(files: ObjectFiles) {
    this.#files = files
  }

  async write(chunks: AsyncIterable<Uint8Array>): Promise<WrittenFile> {
    const file = await this.#files.write(chunks)
    this.#written.push(file.id)
    return file
  }

  async open(id: FileId): Promise<OpenFile> {
    const file = await this.#files.open(id)
    // The client may have gone meanwhile, and nobody comes to close it.
    if (this.#isOver) file.close()
    this.#opened.push(file)
    return file
  }

  closeAll(): void {
    this.#isOver = true
    for (const file of this.#opened) file.close()
  }

  /** Undefined when there is none: most requests write nothing, and need not wait. */
  discardAllExcept(adopted: readonly FileId[]): void | Promise<void> {
    const left = this.#written.filter((id) => !adopted.includes(id))
    if (left.length === 0) return undefined
    return Promise.all(left.map((id) => this.#files.discard(id))).then(() => undefined)
  }
}
