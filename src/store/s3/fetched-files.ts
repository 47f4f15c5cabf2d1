// Copies of objects in a folder of this node, for engines that read files.

import { existsSync, readdirSync, rmSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { GiB, hourMs } from '../../base/sizes.ts'
import type { FileId, OpenFile } from '../object-file.ts'
import { ensurePrivateDirectory } from '../private-files.ts'
import { writeFile } from '../write-file.ts'

const copiesBytesMax = 10 * GiB
/** No query takes so long: a path that was handed out stays for at least this. */
const keptMsMin = 1 * hourMs

interface FetchedFile {
  readonly path: Promise<string>
  /** 0: it is on its way. */
  bytes: number
  /** By `performance.now()`. */
  askedAt: number
}

export class FetchedFiles {
  readonly #directory: string
  readonly #open: (id: FileId) => Promise<OpenFile>
  /** The one that was asked for last is the last. */
  readonly #files = new Map<FileId, FetchedFile>()

  /** A folder for each process, as there may be several; what those have left that ended goes. */
  constructor(directory: string, open: (id: FileId) => Promise<OpenFile>) {
    this.#directory = join(directory, String(process.pid))
    this.#open = open
    for (const name of existsSync(directory) ? readdirSync(directory) : []) {
      if (Number(name) !== process.pid && isRunning(Number(name))) continue
      rmSync(join(directory, name), { recursive: true, force: true })
    }
  }

  async path(id: FileId): Promise<string> {
    const file = this.#files.get(id) ?? this.#fetch(id)
    file.askedAt = performance.now()
    this.#files.delete(id)
    this.#files.set(id, file)
    const path = await file.path
    await this.#shrink()
    return path
  }

  async remove(ids: readonly FileId[]): Promise<void> {
    for (const id of ids) {
      const file = this.#files.get(id)
      if (!file) continue
      this.#files.delete(id)
      await file.path.then((path) => rm(path, { force: true })).catch(() => undefined)
    }
  }

  #fetch(id: FileId): FetchedFile {
    const fetched = this.#copy(id)
    const path = fetched.then((file) => file.path)
    const file: FetchedFile = { path, bytes: 0, askedAt: 0 }
    fetched.then(
      ({ bytes }) => (file.bytes = bytes),
      () => this.#files.get(id) === file && this.#files.delete(id),
    )
    return file
  }

  async #copy(id: FileId): Promise<{ readonly path: string; readonly bytes: number }> {
    const [path, unfinished] = [join(this.#directory, id), join(this.#directory, `${id}.part`)]
    const file = await this.#open(id)
    try {
      ensurePrivateDirectory(this.#directory)
      await rm(unfinished, { force: true })
      const bytes = await writeFile(unfinished, file.read(), () => undefined)
      await rename(unfinished, path)
      return { path, bytes }
    } finally {
      file.close()
    }
  }

  async #shrink(): Promise<void> {
    let bytes = [...this.#files.values()].reduce((sum, file) => sum + file.bytes, 0)
    for (const [id, file] of this.#files) {
      if (bytes <= copiesBytesMax || performance.now() - file.askedAt < keptMsMin) return
      bytes -= file.bytes
      await this.remove([id])
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (fault) {
    // Of another user: it runs.
    return fault instanceof Error && 'code' in fault && fault.code === 'EPERM'
  }
}
