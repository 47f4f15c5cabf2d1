// The tables and views that a query names, and of each table exactly the objects it is to read.

import { SqlError } from '../../../sql/sql-error.ts'
import type { PartitionFilter } from '../../../sql/partitions/filter.ts'
import { filterOf } from '../../../sql/query/filter-of.ts'
import { conditionOn } from '../../../sql/query/pass-through.ts'
import type { TableReference } from '../../../sql/query/tables-of.ts'
import { tablesOf } from '../../../sql/query/tables-of.ts'
import type { QueryTable, QueryText, TableDefinition } from '../../../sql/types.ts'
import type { QueryScope } from '../query-scope.ts'
import { tableSources } from '../sources/table-sources.ts'

export interface QueryTables {
  readonly tables: readonly QueryTable[]
  /** Each behind the views that it names itself. */
  readonly views: readonly TableDefinition[]
}

export async function queryTables(scope: QueryScope, query: QueryText): Promise<QueryTables> {
  const search = new TableLookup(scope)
  const references = tablesOf(query, scope.now, scope.parameters)
  await search.follow(references, scope.database, [])
  const tables: QueryTable[] = []
  for (const { definition, filters } of search.tables.values()) {
    // One that is named twice is read once, with all that either place can want.
    const filter: PartitionFilter = { kind: 'or', of: filters }
    tables.push({ definition, sources: await tableSources(scope, definition, filter) })
  }
  return { tables, views: [...search.views.values()] }
}

interface NamedInQuery {
  readonly definition: TableDefinition
  readonly filters: readonly PartitionFilter[]
}

class TableLookup {
  readonly tables = new Map<string, NamedInQuery>()
  readonly views = new Map<string, TableDefinition>()
  readonly #scope: QueryScope
  readonly #known = new Map<string, Promise<TableDefinition | undefined>>()

  constructor(scope: QueryScope) {
    this.#scope = scope
  }

  /** `inside` are the views around: one that names itself has no end. */
  async follow(
    references: readonly TableReference[],
    database: string,
    inside: readonly string[],
  ): Promise<void> {
    for (const reference of references) {
      const place = { database, ...reference.table }
      const key = `${place.database}.${place.name}`
      const definition = await this.#definition(key, place, reference)
      if (definition?.viewText !== undefined) await this.#view(key, definition, reference, inside)
      else if (definition) this.#table(key, definition, reference)
    }
  }

  #table(key: string, definition: TableDefinition, reference: TableReference): void {
    const filters = this.tables.get(key)?.filters ?? []
    this.tables.set(key, { definition, filters: [...filters, filterOf(reference)] })
  }

  async #view(
    key: string,
    definition: TableDefinition,
    { alias, where, position }: TableReference,
    inside: readonly string[],
  ): Promise<void> {
    if (inside.includes(key)) {
      throw new SqlError('VIEW_IS_RECURSIVE', `View '${key}' is recursive`, position)
    }
    const text = { text: definition.viewText ?? '', start: { line: 1, column: 1 } }
    const outer = where && conditionOn(where, alias)
    const references = tablesOf(text, this.#scope.now, [], outer)
    await this.follow(references, definition.database, [...inside, key])
    this.views.set(key, definition)
  }

  /** Undefined where there is no such table: the engine says where the query names it. */
  #definition(
    key: string,
    place: { readonly database: string; readonly name: string },
    { position }: TableReference,
  ): Promise<TableDefinition | undefined> {
    const known = this.#known.get(key)
    if (known) return known
    const { catalog } = this.#scope
    const found = catalog.table(place).then(async (table) => {
      if (table || (await catalog.database(place.database))) return table
      const says = `Schema '${place.database}' does not exist`
      throw new SqlError('SCHEMA_NOT_FOUND', says, position)
    })
    this.#known.set(key, found)
    return found
  }
}
