// Runs the queries of Athena, outside of requests: those that wait, in their order, some at a time.

import { setTimeout } from 'node:timers/promises'
import type { QueryExecutionRow, QueryFailure, QueryRunner } from '../../services/athena/api.ts'
import {
  failed,
  isOver,
  queryExecutions,
  queuedExecutions,
  running,
  runningExecutions,
  succeeded,
} from '../../services/athena/api.ts'
import type { Change, Row } from '../../store/store.ts'
import { Outdated } from '../../store/store.ts'
import type { QueryRoom } from './execute-query.ts'
import { executeQuery } from './execute-query.ts'
import { queryLimits } from './limits.ts'
import { INTERNAL_FAILURE, INTERRUPTED, queryFailure } from './query-failure.ts'

type Execution = Row<QueryExecutionRow>

interface Run {
  readonly controller: AbortController
  readonly usesEngine: boolean
  readonly done: Promise<void>
}

/** Why a query was ended before it was through. */
class Stopped extends Error {}

export class QueryRuns implements QueryRunner {
  readonly #runs = new Map<string, Run>()
  #room: QueryRoom | undefined

  /** Fails what the last stop cut off, and runs what it left waiting. */
  async start(room: QueryRoom): Promise<void> {
    const { store, world } = room.house
    for (const row of runningExecutions(store)) {
      await store.append({ changes: [failed(row, INTERRUPTED, world.now())], events: [] })
    }
    this.#room = room
    this.wake()
  }

  /** None is begun from now on; those that run are failed. */
  async stop(): Promise<void> {
    this.#room = undefined
    await this.end()
  }

  /** Fails those that run. */
  async end(): Promise<void> {
    for (const { controller } of this.#runs.values()) controller.abort(new Stopped())
    await Promise.all([...this.#runs.values()].map(({ done }) => done))
  }

  get isIdle(): boolean {
    return this.#runs.size === 0
  }

  readonly wake = (): void => {
    const room = this.#room
    if (!room) return
    for (const row of queuedExecutions(room.house.store)) {
      if (this.#runs.has(row.value.id) || !this.#hasPlaceFor(row.value)) continue
      this.#begin(room, row)
    }
  }

  readonly cancel = (id: string): void => this.#runs.get(id)?.controller.abort(new Stopped())

  #hasPlaceFor(execution: QueryExecutionRow): boolean {
    const usesEngine = runsEngine(execution)
    const alike = [...this.#runs.values()].filter((run) => run.usesEngine === usesEngine)
    const { engineRunningMax, catalogRunningMax } = queryLimits
    return alike.length < (usesEngine ? engineRunningMax : catalogRunningMax)
  }

  #begin(room: QueryRoom, row: Execution): void {
    const controller = new AbortController()
    const { id } = row.value
    const done = this.#run(room, row, controller.signal)
      .catch(async (err: unknown) => {
        room.house.log.error({ err, query: id }, 'what became of a query could not be kept')
        // It waits in its place: not to be tried again before the store may have recovered.
        await setTimeout(queryLimits.retryMs, undefined, { ref: false })
      })
      .then(() => {
        this.#runs.delete(id)
        this.wake()
      })
    this.#runs.set(id, { controller, usesEngine: runsEngine(row.value), done })
  }

  async #run(room: QueryRoom, row: Execution, signal: AbortSignal): Promise<void> {
    const { store, world } = room.house
    await this.#settle(room, row.id, (current) => running(current, world.now()))
    const begun = store.get(queryExecutions, row.id)
    // Cancelled before it was begun.
    if (!begun || isOver(begun.value)) return
    try {
      const outcome = await executeQuery(room, begun, signal)
      await this.#settle(room, row.id, (current) => succeeded(current, outcome, world.now()))
    } catch (fault) {
      const failure = this.#failureOf(room, row.value, fault)
      await this.#settle(room, row.id, (current) => failed(current, failure, world.now()))
    }
  }

  #failureOf({ house }: QueryRoom, execution: QueryExecutionRow, fault: unknown): QueryFailure {
    if (fault instanceof Stopped) return INTERRUPTED
    const failure = queryFailure(fault, execution.statementType === 'DDL')
    if (failure) return failure
    house.log.error({ err: fault, query: execution.id }, 'a query failed')
    return INTERNAL_FAILURE
  }

  /** What was cancelled or forgotten meanwhile stays so. */
  async #settle(
    { house: { store } }: QueryRoom,
    rowId: string,
    next: (current: Execution) => Change,
  ): Promise<void> {
    for (;;) {
      const current = store.get(queryExecutions, rowId)
      if (!current || isOver(current.value)) return
      try {
        await store.append({ changes: [next(current)], events: [] })
        return
      } catch (fault) {
        if (!(fault instanceof Outdated)) throw fault
        await setTimeout(0)
      }
    }
  }
}

/** The others ask the catalog only. EXECUTE may turn out either way. */
function runsEngine({ statementType, substatementType }: QueryExecutionRow): boolean {
  return statementType === 'DML' || substatementType === 'CREATE_TABLE_AS_SELECT'
}
