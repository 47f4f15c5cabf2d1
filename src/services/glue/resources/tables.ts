import { change } from '../../../store/store.ts'
import type { Change, PageRequest, Row } from '../../../store/store.ts'
import type { RequestScope } from '../../operation.ts'
import {
  AlreadyExistsException,
  ConcurrentModificationException,
  EntityNotFoundException,
} from '../errors.ts'
import { limits } from '../limits.ts'
import type { CatalogPlace, DatabasePlace, TablePlace, TableRow } from '../tables.ts'
import {
  catalogPrefix,
  partitionPrefix,
  tablePrefix,
  tableRowId,
  tables,
  tableVersionRowId,
  tableVersions,
} from '../tables.ts'
import type { Databases } from './databases.ts'
import { everyRow } from '../../../store/every-row.ts'
import type { Partitions } from './partitions.ts'
import { requireRoom } from './room.ts'

/** The tables as one request sees them. */
export class Tables {
  readonly #request: RequestScope
  readonly #partitions: Partitions

  constructor(request: RequestScope, partitions: Partitions) {
    this.#request = request
    this.#partitions = partitions
  }

  find(place: TablePlace): Row<TableRow> | undefined {
    return this.#request.store.get(tables, tableRowId(place))
  }

  require(place: TablePlace): Row<TableRow> {
    const table = this.find(place)
    // Recorded: hashicorp/terraform-provider-aws issue 34132.
    if (!table) throw EntityNotFoundException(`Table ${place.table} not found.`)
    return table
  }

  /** The database is missed before the table is. */
  requireIn(place: TablePlace, databases: Databases): Row<TableRow> {
    databases.require(place)
    return this.require(place)
  }

  /** In the order of names, behind the row of this id. */
  ofDatabase(place: DatabasePlace, after = ''): Generator<Row<TableRow>, undefined> {
    return this.#below(tablePrefix(place), after)
  }

  /** Of all its databases. */
  *ofCatalog(place: CatalogPlace): Generator<TableRow, undefined> {
    for (const { value } of this.#below(catalogPrefix(place), '')) yield value
    return undefined
  }

  create(table: TableRow): Change {
    if (this.find(table)) throw AlreadyExistsException('Table already exists.')
    requireRoom(this.ofDatabase(table), limits.tablesPerDatabaseMax, 'tables in a database')
    return change(tables, tableRowId(table), undefined, table)
  }

  /** The table as it is to be, and what it was before among its versions, unless told otherwise. */
  update(
    row: Row<TableRow>,
    table: TableRow,
    { keepsOld, version }: { readonly keepsOld: boolean; readonly version: string | undefined },
  ): readonly Change[] {
    if (version !== undefined && version !== String(row.value.version)) {
      throw ConcurrentModificationException('Update table failed due to concurrent modifications.')
    }
    const replaced = change(tables, row.id, row, { ...table, version: row.value.version + 1 })
    return keepsOld ? [replaced, ...this.#keepVersion(row.value)] : [replaced]
  }

  /** The table, its versions and its partitions. Data stays where it is. */
  remove(row: Row<TableRow>): readonly Change[] {
    return [
      change(tables, row.id, row, undefined),
      ...[...this.#versionRows(row.value)].map((old) =>
        change(tableVersions, old.id, old, undefined),
      ),
      ...this.#partitions.removeAll(row.value),
    ]
  }

  /** What the table was before its changes, the newest first. */
  oldVersions(table: TableRow): readonly TableRow[] {
    return [...this.#versionRows(table)].map(({ value }) => value).toReversed()
  }

  #keepVersion(table: TableRow): readonly Change[] {
    const kept = [...this.#versionRows(table)]
    const forgotten = kept.slice(0, Math.max(0, kept.length + 1 - limits.tableVersionsKeptMax))
    return [
      change(tableVersions, tableVersionRowId(table, table.version), undefined, table),
      ...forgotten.map((old) => change(tableVersions, old.id, old, undefined)),
    ]
  }

  #versionRows(place: TablePlace): Generator<Row<TableRow>, undefined> {
    const prefix = partitionPrefix(place)
    return everyRow((request) => this.#request.store.page(tableVersions, { ...request, prefix }))
  }

  #below(prefix: string, after: string): Generator<Row<TableRow>, undefined> {
    const page = (request: PageRequest) => this.#request.store.page(tables, { ...request, prefix })
    return everyRow(page, after)
  }
}
