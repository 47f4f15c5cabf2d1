import { everyRow } from '../../../store/every-row.ts'
import type { Change, PageRequest, Row } from '../../../store/store.ts'
import { change } from '../../../store/store.ts'
import type { RequestScope } from '../../operation.ts'
import { InvalidRequestException, TooManyRequestsException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { QueryExecutionRow } from '../tables.ts'
import { placeKey, placePrefix, queryExecutionRowId, queryExecutions } from '../tables.ts'

type Execution = Row<QueryExecutionRow>

/** The query executions as one request sees them: of the caller's account and Region. */
export class QueryExecutions {
  readonly #request: RequestScope

  constructor(request: RequestScope) {
    this.#request = request
  }

  find(id: string): Execution | undefined {
    return this.#first('id', id)
  }

  require(id: string): Execution {
    const execution = this.find(id)
    if (!execution) throw notFound(id)
    return execution
  }

  withToken(token: string): Execution | undefined {
    return this.#first('token', token)
  }

  /** The newest first, behind the row of this id. */
  ofWorkGroup(name: string, after = ''): Generator<Execution, undefined> {
    const key = placeKey(this.#request, name)
    const find = (request: PageRequest) =>
      this.#request.store.find(queryExecutions, 'workGroup', key, request)
    return everyRow(find, after)
  }

  create(execution: QueryExecutionRow): Change {
    const limit = limits.unfinishedQueriesMax
    const key = placePrefix(execution)
    const there = this.#request.store.find(queryExecutions, 'unfinishedHere', key, { limit })
    if (there.length >= limit) {
      throw TooManyRequestsException(
        'You have exceeded the limit for the number of queries you can run concurrently. ' +
          'Reduce the number of concurrent queries submitted by this account. Contact customer ' +
          'support to request a concurrent query limit increase.',
      )
    }
    return change(queryExecutions, queryExecutionRowId(execution), undefined, execution)
  }

  remove(row: Execution): Change {
    return change(queryExecutions, row.id, row, undefined)
  }

  #first(index: string, name: string): Execution | undefined {
    const key = placeKey(this.#request, name)
    return this.#request.store.find(queryExecutions, index, key, { limit: 1 }).at(0)
  }
}

export const notFound = (id: string) =>
  InvalidRequestException(`QueryExecution ${id} was not found`, 'QUERY_EXECUTION_NOT_FOUND')
