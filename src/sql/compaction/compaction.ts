import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { MiB } from '../../base/sizes.ts'
import { SqlError } from '../sql-error.ts'
import type { DataSource } from '../types.ts'
import { engineLimits } from '../engine/limits.ts'
import type { Job } from '../engine/job.ts'
import type { Compacted, CompactedRows } from '../engine/duckdb-engine.ts'
import { ChildPool } from '../engine/child-pool.ts'
import { QueryRun } from '../engine/query-run.ts'
import { Scratch } from '../engine/scratch.ts'
import { tableFormat } from '../reading/table-format.ts'
import { tagOf } from '../reading/table-view.ts'
import type { TableUse } from '../trino/table-use.ts'
import { compactSql } from './compact-job.ts'
import { compactedRows } from './compacted-rows.ts'
import { finish, readManifests, removeFile, type CompactedFile } from './manifest.ts'

export interface CompactionOptions {
  /** Where the compacted files lie. The caller keeps objects of SSE-KMS out of it. */
  readonly directory: string
  readonly scratchDirectory: string
  readonly memoryBytesMax?: number
  readonly threads?: number
}

const limits = {
  /** Of objects as stored, in one compacted file: what a crash can cost, and a sort must hold. */
  sourceBytesMax: 64 * MiB,
  sourcesMax: 20_000,
  memoryBytesMax: 1024 * MiB,
} as const

/** Compacted copies of log files. They serve only the objects that a query was handed. */
export class Compaction implements CompactedRows {
  readonly #options: CompactionOptions
  readonly #pool = new ChildPool(1)
  #files: ReadonlyMap<string, CompactedFile> = new Map()
  /** By path: of no use to a new query, and on the disk for those that run. */
  readonly #retired = new Map<string, CompactedFile>()
  /** The tags of all files, until they change. */
  #known: ReadonlySet<string> | undefined

  constructor(options: CompactionOptions) {
    this.#options = options
  }

  /** Reads what a run before has left finished. */
  async load(): Promise<void> {
    const found = await readManifests(this.#options.directory, this.#files)
    const isRetired = ({ path }: CompactedFile): boolean => this.#retired.has(path)
    this.#files = new Map([...found].filter(([, file]) => !isRetired(file)))
    this.#known = undefined
  }

  /**
   * Compacts the log files that are not yet, some at a time; each step is kept. Returns how many.
   * What a signal or a crash interrupts begins again with the next call.
   */
  async compact(sources: readonly DataSource[], signal: AbortSignal): Promise<number> {
    const missing = this.missing(sources)
    for (const group of groupsOf(missing)) {
      signal.throwIfAborted()
      await this.#compactGroup(group, signal)
      await this.load()
    }
    return missing.length
  }

  /** Those that no finished file has. */
  missing(sources: readonly DataSource[]): readonly DataSource[] {
    const known = (this.#known ??= new Set(this.files.flatMap(({ tags }) => [...tags])))
    return sources.filter((source) => !known.has(tagOf(source)))
  }

  get files(): readonly CompactedFile[] {
    return [...this.#files.values()]
  }

  /** No query takes the file from now on; those that have it may still read it. */
  retire(file: CompactedFile): void {
    this.#files = new Map([...this.#files].filter(([, known]) => known !== file))
    this.#known = undefined
    this.#retired.set(file.path, file)
  }

  /** Removes what was retired: call it when no query runs that has begun before. */
  async removeRetired(): Promise<void> {
    for (const [path, file] of [...this.#retired]) {
      await removeFile(file)
      this.#retired.delete(path)
    }
  }

  readonly rowsFor = (use: TableUse): Promise<Compacted | undefined> => {
    const isTrail = tableFormat(use.table.definition) === 'cloudtrail'
    return Promise.resolve(isTrail ? compactedRows(use, [...this.#files.values()]) : undefined)
  }

  close(): void {
    this.#pool.close()
  }

  async #compactGroup(sources: readonly DataSource[], signal: AbortSignal): Promise<void> {
    const scratch = await Scratch.open(this.#options.scratchDirectory)
    const tags = sources.map((source) => tagOf(source))
    const base = createHash('sha256').update(tags.join('\n')).digest('hex').slice(0, 32)
    const draft = join(this.#options.directory, `${base}.new`)
    try {
      const files: { path: string; source: DataSource }[] = []
      for (const source of sources) files.push({ source, path: await scratch.fileOf(source) })
      const [first, ...larger] = engineLimits.objectBytesMax
      const write = (objectBytesMax: number) => {
        const sql = compactSql(files, draft, objectBytesMax)
        return this.#run(this.#job(sql, files, scratch), signal)
      }
      let written = write(first)
      for (const objectBytesMax of larger) {
        written = written.catch((fault: unknown) => {
          if (fault instanceof SqlError && fault.message.includes('longer'))
            return write(objectBytesMax)
          throw fault
        })
      }
      await written
      const handle = await open(draft, 'r+')
      await handle.sync()
      await handle.close()
      await finish(this.#options.directory, base, draft, tags)
    } finally {
      await scratch.remove()
    }
  }

  async #run(job: Job, signal: AbortSignal): Promise<void> {
    const run = await QueryRun.start(this.#pool, job, {
      signal,
      why: (fault) => (signal.aborted ? signal.reason : fault),
    })
    try {
      while (await run.next()) continue
    } finally {
      run.end()
    }
  }

  #job(sql: string, files: readonly { path: string }[], scratch: Scratch): Job {
    const { memoryBytesMax = limits.memoryBytesMax, threads = 1, directory } = this.#options
    return {
      ...{ sql, searches: [], setup: [], types: [{ kind: 'bigint' }] },
      ...{ paths: files.map(({ path }) => path), directories: [directory] },
      ...{ threads, memoryBytesMax, spillDirectory: scratch.path },
      spillBytesMax: engineLimits.spillBytesMax,
    }
  }
}

function groupsOf(sources: readonly DataSource[]): readonly (readonly DataSource[])[] {
  const groups: DataSource[][] = []
  let bytes = Infinity
  for (const source of sources) {
    const group = groups.at(-1)
    bytes += source.bytes
    if (group && bytes <= limits.sourceBytesMax && group.length < limits.sourcesMax)
      group.push(source)
    else {
      groups.push([source])
      bytes = source.bytes
    }
  }
  return groups
}
