// Makes compacted copies of log files that queries had to read one by one, in the background.
//
// The copies are no way around a permission: a query hands the engine the objects that its caller
// may read just now, and the engine takes their rows, and no others, out of the copies.

import { access, stat } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import type { Logger } from 'pino'
import { Compaction } from '../../../sql/compaction/compaction.ts'
import { removeUnfinished } from '../../../sql/compaction/manifest.ts'
import { tableFormat } from '../../../sql/reading/table-format.ts'
import type { DataSource, QueryTable } from '../../../sql/types.ts'
import type { StoreView } from '../../../store/store.ts'
import { queryLimits } from '../limits.ts'
import { nextStep } from './next-step.ts'
import { isObsolete } from './obsolete.ts'

export interface CompactorOptions {
  readonly directory: string
  readonly scratchDirectory: string
  readonly store: StoreView
  readonly log: Logger
  /** No query runs. */
  readonly isIdle: () => boolean
}

export class Compactor {
  readonly compaction: Compaction
  readonly #options: CompactorOptions
  readonly #waiting = new Map<string, DataSource>()
  readonly #stopping = new AbortController()
  #work: Promise<void> | undefined

  constructor(options: CompactorOptions) {
    const { directory, scratchDirectory } = options
    const memoryBytesMax = queryLimits.compactionMemoryBytesMax
    this.#options = options
    this.compaction = new Compaction({ directory, scratchDirectory, memoryBytesMax, threads: 1 })
  }

  /** Finds what earlier runs have finished. */
  async open(): Promise<void> {
    await removeUnfinished(this.#options.directory)
    await this.compaction.load()
    this.#begin()
  }

  /** A query reads this table: its log files are compacted when there are enough of them. */
  readonly offer = ({ definition, sources }: QueryTable): void => {
    if (this.#stopping.signal.aborted || tableFormat(definition) !== 'cloudtrail') return
    // INVARIANT: what lies encrypted is never written in clear.
    const plain = sources.filter(({ content }) => 'path' in content)
    const missing = this.compaction.missing(plain)
    if (missing.length < queryLimits.compactedFromFiles) return
    for (const source of missing) {
      if (this.#waiting.size >= queryLimits.waitingSourcesMax) break
      this.#waiting.set(source.uri, source)
    }
    this.#begin()
  }

  /** Nothing waits any longer, and the copies of what is gone are removed. */
  async forget(): Promise<void> {
    this.#waiting.clear()
    await this.#work
    await this.sweep()
  }

  /** Takes away the copies of what has been deleted or replaced. */
  async sweep(): Promise<void> {
    for (const file of this.compaction.files) {
      if (await isObsolete(file, this.#options.store)) this.compaction.retire(file)
    }
    // A query that was about to read one still finds it: what cannot be removed now goes later.
    if (await this.#untilIdle()) await this.compaction.removeRetired()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#work
    this.compaction.close()
  }

  #begin(): void {
    this.#work ??= this.#run()
      .catch((err: unknown) => {
        this.#waiting.clear()
        this.#options.log.error({ err }, 'compaction failed')
      })
      .then(() => {
        this.#work = undefined
        // Offered while the last of it was under way.
        if (this.#waiting.size > 0) this.#begin()
      })
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping
    while (this.#waiting.size > 0 && !signal.aborted && (await this.#hasRoom())) {
      const step = nextStep([...this.#waiting.values()])
      for (const { uri } of step) this.#waiting.delete(uri)
      await this.#untilIdle()
      if (signal.aborted) return
      await this.#compact(step)
    }
    // What there is no room for is offered again by the next query.
    this.#waiting.clear()
    if (!signal.aborted) await this.sweep()
  }

  /** A step that fails is left: the next query that reads these files offers them again. */
  async #compact(step: readonly DataSource[]): Promise<void> {
    const { signal } = this.#stopping
    try {
      const present: DataSource[] = []
      for (const source of step) if (await isThere(source)) present.push(source)
      await this.compaction.compact(present, signal)
    } catch (err) {
      if (!signal.aborted) this.#options.log.warn({ err }, 'log files could not be compacted')
    }
  }

  /** Whether it is, at the end of patience. */
  async #untilIdle(): Promise<boolean> {
    const { signal } = this.#stopping
    for (let waitedMs = 0; waitedMs < queryLimits.compactionPatienceMs; waitedMs += PAUSE_MS) {
      if (this.#options.isIdle() || signal.aborted) break
      await setTimeout(PAUSE_MS, undefined, { ref: false })
    }
    return this.#options.isIdle()
  }

  async #hasRoom(): Promise<boolean> {
    let bytes = 0
    for (const { path } of this.compaction.files) bytes += (await stat(path)).size
    return bytes < queryLimits.compactedBytesMax
  }
}

const PAUSE_MS = 50

async function isThere({ content }: DataSource): Promise<boolean> {
  if (!('path' in content)) return false
  return access(content.path).then(
    () => true,
    () => false,
  )
}
