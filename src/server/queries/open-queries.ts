// What queries need of the machine: an engine, folders, compacted copies. None of it costs anything
// before the first query.

import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDbEngine } from '../../sql/engine/duckdb-engine.ts'
import type { QueryEngine } from '../../sql/types.ts'
import { ensurePrivateDirectory } from '../../store/private-files.ts'
import type { House } from '../exchange.ts'
import type { AthenaEngine } from './athena-engine.ts'
import { Compactor } from './compaction/compactor.ts'
import { queryLimits } from './limits.ts'
import type { QueryRuns } from './query-runs.ts'

export interface OpenQueries {
  /** Everything was emptied: ends what runs, and removes the copies of what was there. */
  readonly forget: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface QueriesOptions {
  readonly data: string
  readonly engine: AthenaEngine
  readonly queriesWait: boolean
}

/** Begins to run what waits. */
export async function openQueries(
  house: House,
  runs: QueryRuns,
  { data, engine: chosen, queriesWait }: QueriesOptions,
): Promise<OpenQueries> {
  const { store, log } = house
  const [scratchDirectory, directory] = [join(data, 'queries'), join(data, 'compacted')]
  // Objects in clear, for the life of a query: one that a crash has cut off lives no longer.
  rmSync(scratchDirectory, { recursive: true, force: true })
  for (const folder of [data, scratchDirectory, directory]) ensurePrivateDirectory(folder)
  const isIdle = () => runs.isIdle
  const compactor = new Compactor({ directory, scratchDirectory, store, log, isIdle })
  const { compaction } = compactor
  const engine =
    chosen === 'duckdb'
      ? new DuckDbEngine({ scratchDirectory, compacted: compaction })
      : await remoteEngine(chosen)
  await compactor.open()
  const sweeping = setInterval(() => void compactor.sweep(), queryLimits.compactionSweepMs)
  sweeping.unref()
  if (!queriesWait) await runs.start({ house, engine, scratchDirectory, offer: compactor.offer })
  return {
    forget: async () => {
      await runs.end()
      await compactor.forget()
    },
    close: async () => {
      clearInterval(sweeping)
      await runs.stop()
      await Promise.all([compactor.stop(), engine.close()])
    },
  }
}

async function remoteEngine(chosen: Exclude<AthenaEngine, 'duckdb'>): Promise<QueryEngine> {
  if ('trino' in chosen) {
    const { TrinoEngine } = await import('../../sql/remote/trino-engine.ts')
    return new TrinoEngine({ url: chosen.trino })
  }
  const { AthenaEngine } = await import('../../sql/remote/athena-engine.ts')
  return new AthenaEngine({ workgroup: chosen.athena })
}
