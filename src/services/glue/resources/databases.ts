import { compareIds } from '../../../store/row-id.ts'
import { change } from '../../../store/store.ts'
import type { Change, Row } from '../../../store/store.ts'
import type { RequestScope } from '../../operation.ts'
import { AlreadyExistsException, EntityNotFoundException } from '../errors.ts'
import { requireRoom } from './room.ts'
import { limits } from '../limits.ts'
import type { CatalogPlace, DatabasePlace, DatabaseRow } from '../tables.ts'
import { catalogPrefix, databaseRowId, databases } from '../tables.ts'
import { everyRow } from '../../../store/every-row.ts'
import type { Tables } from './tables.ts'

/** Every catalog has it from the first. */
const DEFAULT = 'default'

/** The databases as one request sees them. */
export class Databases {
  readonly #request: RequestScope
  readonly #tables: Tables

  constructor(request: RequestScope, tables: Tables) {
    this.#request = request
    this.#tables = tables
  }

  find(place: DatabasePlace): DatabaseRow | undefined {
    const stored = this.#stored(place)?.value
    if (stored) return stored.isDeleted ? undefined : stored
    return place.database === DEFAULT ? { ...place, input: {} } : undefined
  }

  require(place: DatabasePlace): DatabaseRow {
    const database = this.find(place)
    // Recorded: open-metadata/OpenMetadata issue 16476.
    if (!database) throw EntityNotFoundException(`Database ${place.database} not found.`)
    return database
  }

  /** In the order of names, behind the row of this id. */
  *ofCatalog(place: CatalogPlace, after: string): Generator<DatabaseRow, undefined> {
    const prefix = catalogPrefix(place)
    const unmade = this.#unmadeDefault(place, after)
    let isShown = unmade === undefined
    const page = (request: { after?: string; limit: number }) =>
      this.#request.store.page(databases, { ...request, prefix })
    for (const { id, value } of everyRow(page, after)) {
      if (unmade && !isShown && compareIds(databaseRowId(unmade), id) < 0) {
        isShown = true
        yield unmade
      }
      if (!value.isDeleted) yield value
    }
    if (unmade && !isShown) yield unmade
    return undefined
  }

  create(database: DatabaseRow): Change {
    if (this.find(database)) throw AlreadyExistsException('Database already exists.')
    requireRoom(this.ofCatalog(database, ''), limits.databasesPerCatalogMax, 'databases')
    return this.put(database)
  }

  put(database: DatabaseRow): Change {
    const id = databaseRowId(database)
    return change(databases, id, this.#stored(database), database)
  }

  /** The database and everything in it. */
  remove(place: DatabasePlace): readonly Change[] {
    const isDefault = place.database === DEFAULT
    const gone: DatabaseRow | undefined = isDefault
      ? { ...place, input: {}, isDeleted: true }
      : undefined
    return [
      ...[...this.#tables.ofDatabase(place)].flatMap((table) => this.#tables.remove(table)),
      change(databases, databaseRowId(place), this.#stored(place), gone),
    ]
  }

  #stored(place: DatabasePlace): Row<DatabaseRow> | undefined {
    return this.#request.store.get(databases, databaseRowId(place))
  }

  /** `default`, if nobody has touched it and it stands behind the row of this id. */
  #unmadeDefault(place: CatalogPlace, after: string): DatabaseRow | undefined {
    const database = { ...place, database: DEFAULT }
    if (this.#stored(database) || compareIds(databaseRowId(database), after) <= 0) return undefined
    return this.find(database)
  }
}
