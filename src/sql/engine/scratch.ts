import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataSource } from '../types.ts'

/** A query's own folder: what it spills, and the objects that do not lie on the disk in clear. */
export class Scratch {
  readonly path: string
  #files = 0

  private constructor(path: string) {
    this.path = path
  }

  /** In `parent`, which nobody else can read. */
  static async open(parent: string): Promise<Scratch> {
    return new Scratch(await mkdtemp(join(parent, 'query-')))
  }

  /** The file of a source; one that is sealed on the disk is opened here, and removed with it. */
  async fileOf({ content }: DataSource): Promise<string> {
    const isPlain = 'path' in content && !/[*?[\]{}]/.test(content.path)
    if (isPlain) return content.path
    const path = join(this.path, `object-${(this.#files += 1)}`)
    // DuckDB would take such a name for a pattern.
    if ('path' in content) {
      await symlink(content.path, path)
      return path
    }
    await writeFile(path, await content.read(), { mode: 0o600 })
    return path
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true })
  }
}
