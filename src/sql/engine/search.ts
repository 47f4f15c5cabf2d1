import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export interface SearchFile {
  readonly path: string
  readonly isCompressed: boolean
}

/** Log files of which a query wants only records that have all of these texts. */
export interface Search {
  /** The table that the records go to: `record`, its JSON, and `filename`. */
  readonly table: string
  readonly files: readonly SearchFile[]
  readonly texts: readonly string[]
}

export interface FoundRecords {
  readonly path: string
  /** Undefined: the file cannot be searched. */
  readonly records: readonly string[] | undefined
}

/** What the child process says when files are to be read in the ordinary way. */
export const NOT_SEARCHABLE = 'the files cannot be searched'

/** More than this is parsed faster by DuckDB than handed over. */
const FOUND_CHARS_MAX = 64 * 1024 * 1024

/** Searches on as many threads as the query has. Throws when a parser must read the files. */
export async function search(
  { files, texts }: Search,
  threads: number,
  take: (found: { path: string; record: string }) => void,
): Promise<void> {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const file = new URL(`./search-thread.${ending}`, import.meta.url)
  let chars = 0
  const workers = Array.from({ length: Math.min(threads, files.length) }, (_, thread) => {
    const share = files.filter((_, index) => index % threads === thread)
    return new Worker(file, { workerData: { files: share, texts }, env: {} })
  })
  const works = workers.map(async (worker) => {
    let isSearchable = true
    worker.on('message', ({ path, records }: FoundRecords) => {
      for (const record of records ?? []) {
        chars += record.length
        take({ path, record })
      }
      isSearchable &&= records !== undefined && chars <= FOUND_CHARS_MAX
      if (!isSearchable) void worker.terminate()
    })
    await once(worker, 'exit')
    if (!isSearchable) throw new Error(NOT_SEARCHABLE)
  })
  try {
    await Promise.all(works)
  } catch (fault) {
    await Promise.all([...workers.map((worker) => worker.terminate()), Promise.allSettled(works)])
    // A file that cannot be read or unpacked: DuckDB says what is wrong with it.
    throw new Error(NOT_SEARCHABLE, { cause: fault })
  }
}
