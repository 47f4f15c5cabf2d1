// Runs the queries of Athena, outside of requests: those that wait, in their order, some at a time.
// Of several nodes each takes what it can: whose change to RUNNING is the first has the query.

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
import { queryLimits } from './limits.ts'
import { INTERNAL_FAILURE, INTERRUPTED, queryFailure } from './query-failure.ts'

type Execution = Row<QueryExecutionRow>

interface Run {
  readonly rowId: string
  readonly controller: AbortController
  readonly usesEngine: boolean
  readonly done: Promise<void>
}

/** Why a query was ended before it was through. */
class Stopped extends Error {}

export class QueryRuns implements QueryRunner {
  readonly #runs = new Map<string, Run>()
  readonly #timers: NodeJS.Timeout[] = []
  /** Of this life of this node. */
  #runner = ''
  #room: QueryRoom | undefined

  /** Fails what the end of its node has cut off, and runs what waits. */
  async start(room: QueryRoom): Promise<void> {
    const { store, world, log } = room.house
    this.#runner = world.uuid()
    await store.hold(leaseOf(this.#runner), queryLimits.runnerMs)
    await this.#failAbandoned(room)
    this.#room = room
    const hear = () =>
      this.#beHeard(room).catch((err: unknown) => log.error({ err }, 'runners of queries unheard'))
    this.#timers.push(
      setInterval(() => this.#look(room), queryLimits.lookMs).unref(),
      setInterval(() => void hear(), queryLimits.runnerHeardEveryMs).unref(),
    )
    this.wake()
  }

  /** None is begun from now on; those that run are failed. */
  async stop(): Promise<void> {
    for (const timer of this.#timers.splice(0)) clearInterval(timer)
    const room = this.#room
    this.#room = undefined
    await this.end()
    await room?.house.store.leave(leaseOf(this.#runner)).catch(() => undefined)
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

  /** What was stopped at another node ends here, and what another node cannot take is taken. */
  #look({ house: { store } }: QueryRoom): void {
    for (const [id, { rowId, controller }] of this.#runs) {
      const row = store.get(queryExecutions, rowId)
      if (!row || isOver(row.value)) controller.abort(new Stopped(id))
    }
    this.wake()
  }

  async #beHeard(room: QueryRoom): Promise<void> {
    await room.house.store.hold(leaseOf(this.#runner), queryLimits.runnerMs)
    await this.#failAbandoned(room)
  }

  /** Whoever can take a runner's lease has found that nobody keeps it any more. */
  async #failAbandoned(room: QueryRoom): Promise<void> {
    const { store, world } = room.house
    for (const { id, value } of runningExecutions(store)) {
      const lease = leaseOf(value.runner ?? '')
      if (value.runner === this.#runner) continue
      if (!(await store.hold(lease, queryLimits.runnerMs))) continue
      await this.#settle(room, id, (current) =>
        current.value.runner === value.runner
          ? failed(current, INTERRUPTED, world.now())
          : undefined,
      )
      await store.leave(lease)
    }
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
    this.#runs.set(id, { rowId: row.id, controller, usesEngine: runsEngine(row.value), done })
  }

  async #run(room: QueryRoom, row: Execution, signal: AbortSignal): Promise<void> {
    const { store, world } = room.house
    await this.#settle(room, row.id, (current) =>
      current.value.state === 'QUEUED' ? running(current, world.now(), this.#runner) : undefined,
    )
    const begun = store.get(queryExecutions, row.id)
    // Cancelled before it was begun, or another node was faster.
    if (!begun || isOver(begun.value) || begun.value.runner !== this.#runner) return
    try {
      // Loaded with the first query, and the parser of SQL with it: a stack starts without them.
      const { executeQuery } = await import('./execute-query.ts')
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

  /** What was cancelled or forgotten meanwhile stays so; undefined: there is nothing to do. */
  async #settle(
    { house: { store } }: QueryRoom,
    rowId: string,
    next: (current: Execution) => Change | undefined,
  ): Promise<void> {
    for (;;) {
      const current = store.get(queryExecutions, rowId)
      const change = current && !isOver(current.value) ? next(current) : undefined
      if (!change) return
      try {
        await store.append({ changes: [change], events: [] })
        return
      } catch (fault) {
        if (!(fault instanceof Outdated)) throw fault
        await setTimeout(0)
      }
    }
  }
}

const leaseOf = (runner: string): string => `queries/${runner}`

/** The others ask the catalog only. EXECUTE may turn out either way. */
function runsEngine({ statementType, substatementType }: QueryExecutionRow): boolean {
  return statementType === 'DML' || substatementType === 'CREATE_TABLE_AS_SELECT'
}
