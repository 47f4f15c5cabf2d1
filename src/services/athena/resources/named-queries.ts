import { everyRow } from '../../../store/every-row.ts'
import type { Change, PageRequest, Row } from '../../../store/store.ts'
import { change } from '../../../store/store.ts'
import type { RequestScope } from '../../operation.ts'
import { InvalidRequestException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { NamedQuery } from '../model.ts'
import type { NamedQueryRow } from '../tables.ts'
import { namedQueries, namedQueryRowId, placeKey } from '../tables.ts'

type Stored = Row<NamedQueryRow>

/** The named queries as one request sees them: of the caller's account and Region. */
export class NamedQueries {
  readonly #request: RequestScope

  constructor(request: RequestScope) {
    this.#request = request
  }

  find(id: string): Stored | undefined {
    return this.#request.store.get(namedQueries, namedQueryRowId(this.#request, id))
  }

  require(id: string): Stored {
    const query = this.find(id)
    if (!query) throw notFound(id)
    return query
  }

  withToken(token: string): Stored | undefined {
    const key = placeKey(this.#request, token)
    return this.#request.store.find(namedQueries, 'token', key, { limit: 1 }).at(0)
  }

  ofWorkGroup(name: string, after = ''): Generator<Stored, undefined> {
    const key = placeKey(this.#request, name)
    const find = (request: PageRequest) =>
      this.#request.store.find(namedQueries, 'workGroup', key, request)
    return everyRow(find, after)
  }

  create(query: NamedQueryRow): Change {
    const max = limits.namedQueriesPerWorkGroupMax
    if ([...this.ofWorkGroup(query.workGroup)].length >= max) {
      // The sentence is ours: AWS's is not known.
      throw InvalidRequestException(`A workgroup can have at most ${max} named queries.`)
    }
    return change(namedQueries, namedQueryRowId(query, query.id), undefined, query)
  }

  update(row: Stored, query: NamedQueryRow): Change {
    return change(namedQueries, row.id, row, query)
  }

  remove(row: Stored): Change {
    return change(namedQueries, row.id, row, undefined)
  }
}

/** Terraform knows the sentence by "does not exist". */
export const notFound = (id: string) => InvalidRequestException(`NamedQuery ${id} does not exist.`)

export const namedQueryView = (query: NamedQueryRow): NamedQuery => ({
  Name: query.name,
  ...(query.description !== undefined && { Description: query.description }),
  Database: query.database,
  QueryString: query.query,
  NamedQueryId: query.id,
  WorkGroup: query.workGroup,
})
