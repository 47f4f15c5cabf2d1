import { availableParallelism } from 'node:os'
import { SqlError } from '../sql-error.ts'
import type { TableRows } from '../reading/table-rows.ts'
import { compressionOf, type SourceFile } from '../reading/source-files.ts'
import { tableFormat } from '../reading/table-format.ts'
import { tableView } from '../reading/table-view.ts'
import { macrosFor } from '../trino/macros.ts'
import type { TableUse } from '../trino/table-use.ts'
import type { Translation } from '../trino/translate.ts'
import type {
  DataSource,
  QueryEngine,
  QueryRequest,
  QueryResult,
  WriteTarget,
  WrittenRows,
} from '../types.ts'
import { copyTranslation } from './copy-translation.ts'
import type { Job } from './job.ts'
import { engineLimits } from './limits.ts'
import { ChildPool } from './child-pool.ts'
import { resultColumn } from './result-column.ts'
import { QueryRun } from './query-run.ts'
import { querySignal, type QuerySignal } from './query-signal.ts'
import { limitedRows } from './limited-rows.ts'
import { NOT_SEARCHABLE, type Search } from './search.ts'
import { Scratch } from './scratch.ts'

export interface DuckDbEngineOptions {
  /** A folder of ours that nobody else reads: what queries spill goes here. */
  readonly scratchDirectory: string
  readonly processesMax?: number
  readonly threads?: number
  /** Rows that were compacted before; the sources that it does not cover are read as they are. */
  readonly compacted?: CompactedRows
}

export interface CompactedRows {
  /** Undefined when the columns of this use are not all in the compacted files. */
  readonly rowsFor: (use: TableUse) => Promise<Compacted | undefined>
}

export interface Compacted {
  readonly covered: ReadonlySet<DataSource>
  readonly rows: readonly TableRows[]
  readonly paths: readonly string[]
}

/** Loaded with the first query: a stack starts without what reads SQL. */
async function translated(request: QueryRequest): Promise<Translation> {
  const { translate } = await import('../trino/translate.ts')
  return translate(request)
}

/** Runs Trino's SELECT in DuckDB, in child processes, over the files that it is given. */
export class DuckDbEngine implements QueryEngine {
  readonly #options: DuckDbEngineOptions
  readonly #pool: ChildPool

  constructor(options: DuckDbEngineOptions) {
    this.#options = options
    this.#pool = new ChildPool(options.processesMax)
  }

  get pool(): ChildPool {
    return this.#pool
  }

  readonly run = async (request: QueryRequest): Promise<QueryResult> => {
    const translation = await translated(request)
    requireLength(translation)
    const signal = querySignal(request)
    const scratch = await Scratch.open(this.#options.scratchDirectory)
    try {
      const run = await this.#start(request, translation, scratch, signal)
      const scanned = scannedBytes(translation)
      const done = async () => {
        run.end()
        await scratch.remove()
      }
      const { limits } = request
      const next = () => run.next()
      return {
        columns: translation.columns.map(({ label, type }) => resultColumn(label, type)),
        rows: limitedRows({ next, limits, done }),
        scannedBytes: () => scanned,
      }
    } catch (fault) {
      await scratch.remove()
      throw fault
    }
  }

  readonly write = async (request: QueryRequest, target: WriteTarget): Promise<WrittenRows> => {
    const translation = await translated(request)
    const copy = copyTranslation(translation, target)
    requireLength(copy)
    const signal = querySignal(request)
    const scratch = await Scratch.open(this.#options.scratchDirectory)
    try {
      const run = await this.#start(request, copy, scratch, signal, [target.directory])
      try {
        const [[count = '0'] = []] = (await run.next()) ?? []
        while (await run.next()) continue
        return { rowCount: Number(count), scannedBytes: scannedBytes(translation) }
      } finally {
        run.end()
      }
    } finally {
      await scratch.remove()
    }
  }

  // oxlint-disable-next-line typescript/require-await -- the interface leaves time to close
  readonly close = async (): Promise<void> => this.#pool.close()

  /** Log files are one line each: the longest that can be read is raised when one is longer. */
  async #start(
    request: QueryRequest,
    translation: Translation,
    scratch: Scratch,
    signal: QuerySignal,
    directories: readonly string[] = [],
  ): Promise<QueryRun> {
    const plan = await this.#plan(translation.uses, scratch)
    const [first, ...larger] = engineLimits.objectBytesMax
    const attempt = (objectBytesMax: number, isSearching = false) => {
      const settings = { objectBytesMax, isSearching }
      const job = this.#job(request, translation, plan, scratch, settings)
      return QueryRun.start(this.#pool, { ...job, directories }, signal)
    }
    const isSearching = plan.some((planned) => isSearchable(planned))
    let started = attempt(first, isSearching)
    started = started.catch((fault: unknown) => {
      if (fault instanceof Error && fault.message.includes(NOT_SEARCHABLE)) return attempt(first)
      throw fault
    })
    for (const objectBytesMax of larger) {
      started = started.catch((fault: unknown) => {
        const isTooLong = fault instanceof SqlError && fault.message.includes(TOO_LONG)
        if (isTooLong) return attempt(objectBytesMax)
        throw fault
      })
    }
    return started
  }

  async #plan(uses: readonly TableUse[], scratch: Scratch): Promise<readonly Planned[]> {
    const planned: Planned[] = []
    for (const use of uses) {
      const compacted = await this.#options.compacted?.rowsFor(use)
      const plain = use.table.sources.filter((source) => !compacted?.covered.has(source))
      const files: SourceFile[] = []
      for (const source of plain) files.push({ source, path: await scratch.fileOf(source) })
      planned.push({ use, files, compacted })
    }
    return planned
  }

  #job(
    request: QueryRequest,
    { sql, columns }: Translation,
    plan: readonly Planned[],
    scratch: Scratch,
    { objectBytesMax, isSearching }: { objectBytesMax: number; isSearching: boolean },
  ): Job {
    const searched = isSearching ? plan.filter((planned) => isSearchable(planned)) : []
    const views = plan.flatMap((planned) => {
      const { use, files, compacted } = planned
      const foundIn = searched.includes(planned) ? foundTable(use) : undefined
      return tableView(use, files, objectBytesMax, compacted?.rows, foundIn)
    })
    const macros = macrosFor([sql, ...views].join('\n'))
    const plainPaths = plan.flatMap(({ files }) => files.map(({ path }) => path))
    const compactedPaths = plan.flatMap(({ compacted }) => compacted?.paths ?? [])
    return {
      ...{
        sql,
        searches: searched.map((planned) => searchOf(planned)),
        setup: [...macros, ...views],
        types: columns.map(({ type }) => type),
      },
      ...{ paths: [...new Set([...plainPaths, ...compactedPaths])], directories: [] },
      threads: this.#options.threads ?? availableParallelism(),
      memoryBytesMax: request.limits.memoryBytesMax,
      spillDirectory: scratch.path,
      spillBytesMax: engineLimits.spillBytesMax,
    }
  }
}

interface Planned {
  readonly use: TableUse
  readonly files: readonly SourceFile[]
  readonly compacted: Compacted | undefined
}

const foundTable = ({ sql }: TableUse): string => `${sql}_found`

/** Fewer files than these are read before the threads of a search have begun. */
const SEARCHED_FILES_MIN = 8

/** A few records of many log files, told by texts that stand in them. */
function isSearchable({ use, files }: Planned): boolean {
  if (use.requiredTexts.length === 0 || files.length < SEARCHED_FILES_MIN) return false
  const isTrail = tableFormat(use.table.definition) === 'cloudtrail'
  return isTrail && files.every(({ source }) => compressionOf(source) !== 'zstd')
}

const searchOf = ({ use, files }: Planned): Search => ({
  table: foundTable(use),
  texts: [...new Set(use.requiredTexts)],
  files: files.map(({ path, source }) => {
    return { path, isCompressed: compressionOf(source) === 'gzip' }
  }),
})

const TOO_LONG = 'A line is longer than can be read'

function requireLength({ sql }: Translation): void {
  if (sql.length <= engineLimits.translatedCharsMax) return
  throw new SqlError('NOT_SUPPORTED', 'The query is too complex')
}

function scannedBytes({ uses }: Translation): number {
  const sources = new Set(uses.flatMap((use) => use.table.sources))
  return [...sources].reduce((total, { bytes }) => total + bytes, 0)
}
