// How far the search for a key's policy goes: beyond the event history, into the logs of trails.

import type { QueryState } from './athena/run-query.ts'

export interface Reach {
  /** `table` or `database.table` over CloudTrail's logs; absent: one that fits is looked for. */
  readonly table?: string
  /** Makes the table, where none fits. */
  readonly createTable?: boolean
  readonly workgroup?: string
  /** `s3://bucket/prefix`: where Athena puts results, when the workgroup does not say. */
  readonly output?: string
  /** `s3://bucket/prefix`, or a folder of this machine, that holds log files. */
  readonly logs?: string
  /** ISO 8601, both: events outside of them are not looked for in logs. */
  readonly since?: string
  readonly until?: string
  /** Asked before anything is made or charged for. Absent: nothing of the kind is done. */
  readonly agrees?: (proposal: Proposal) => Promise<boolean>
  /** Told while the search goes on. */
  readonly tell?: (step: SearchStep) => void
  /** Ends the search; a query that runs is cancelled. */
  readonly signal?: AbortSignal
}

export type Proposal =
  | { readonly kind: 'createTable'; readonly table: string; readonly statement: string }
  | { readonly kind: 'query'; readonly table: string; readonly scan: ScanEstimate }

/** What a query will read, and Athena charge for, before it runs. */
export interface ScanEstimate {
  readonly objects: number
  readonly bytes: number
  /** `atLeast`: there were too many to count. `atMost`: the table's layout tells no more. */
  readonly bound: 'exactly' | 'atLeast' | 'atMost' | 'unknown'
  /** Why it is not known: AWS's words. */
  readonly reason?: string
}

export type SearchStep =
  | { readonly step: 'lookingUp'; readonly pages: number }
  | { readonly step: 'listing'; readonly objects: number }
  | { readonly step: 'querying'; readonly state: QueryState }
  | { readonly step: 'reading'; readonly files: number }

/** The options of a command that repeat this reach. */
export function reachWords(reach: Reach): readonly string[] {
  const { table, createTable, workgroup, output, logs, since, until } = reach
  const words = { table, workgroup, output, logs, since, until }
  return [
    ...Object.entries(words).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}`, value],
    ),
    ...(createTable ? ['--create-table'] : []),
  ]
}
