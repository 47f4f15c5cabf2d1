import { limits } from '../limits.ts'
import type { PropertyPredicate, SearchTablesInput } from '../model.ts'
import { badToken } from '../paging.ts'
import type { TableRow } from '../tables.ts'

export interface FoundTables {
  readonly tables: readonly TableRow[]
  readonly more: { readonly NextToken?: string }
}

/** UNLIKE AWS: a text is looked for as it stands, not fuzzily. */
export function tableSearch(input: SearchTablesInput, all: Iterable<TableRow>): FoundTables {
  const { Filters = [], SearchText, NextToken, MaxResults = limits.searchResultsPerPage } = input
  const isWanted = (table: TableRow) =>
    Filters.every((filter) => meets(table, filter)) && holdsText(table, SearchText)
  const found = sorted([...all].filter(isWanted), input)
  const from = NextToken === undefined ? 0 : requireOffset(NextToken)
  const to = from + MaxResults
  return {
    tables: found.slice(from, to),
    more: to < found.length ? { NextToken: Buffer.from(String(to)).toString('base64') } : {},
  }
}

function requireOffset(token: string): number {
  const text = Buffer.from(token, 'base64').toString()
  if (!/^\d{1,9}$/.test(text)) throw badToken()
  return Number(text)
}

/** Of a name that a filter or an order gives: a member of Table, or one of its parameters. */
function valueOf({ table, database, createdAt, updatedAt, input }: TableRow, key: string): string {
  const members = new Map([
    ['name', table],
    ['databasename', database],
    ['description', input.Description],
    ['owner', input.Owner],
    ['tabletype', input.TableType],
    ['createtime', createdAt],
    ['updatetime', updatedAt],
  ])
  const parameters = new Map(Object.entries(input.Parameters ?? {}))
  return members.get(key.toLowerCase()) ?? parameters.get(key) ?? ''
}

function meets(table: TableRow, { Key = '', Value = '', Comparator }: PropertyPredicate): boolean {
  const value = valueOf(table, Key)
  switch (Comparator) {
    case undefined:
      return value.toLowerCase().includes(Value.toLowerCase())
    case 'EQUALS':
      return value.toLowerCase() === Value.toLowerCase()
    case 'GREATER_THAN':
      return value > Value
    case 'LESS_THAN':
      return value < Value
    case 'GREATER_THAN_EQUALS':
      return value >= Value
    case 'LESS_THAN_EQUALS':
      return value <= Value
  }
}

/** In names, descriptions, columns and parameters; in quotes it has to be the whole of one. */
function holdsText({ table, database, input }: TableRow, text: string | undefined): boolean {
  if (text === undefined) return true
  const columns = [...(input.StorageDescriptor?.Columns ?? []), ...(input.PartitionKeys ?? [])]
  const words = [
    ...[table, database, input.Description ?? ''],
    ...columns.flatMap(({ Name, Comment = '' }) => [Name, Comment]),
    ...Object.values(input.Parameters ?? {}),
  ].map((word) => word.toLowerCase())
  const [, quoted] = /^"(.*)"$/s.exec(text.toLowerCase()) ?? []
  if (quoted !== undefined) return words.includes(quoted)
  return words.some((word) => word.includes(text.toLowerCase()))
}

function sorted(
  tables: readonly TableRow[],
  { SortCriteria: [criterion] = [] }: SearchTablesInput,
): readonly TableRow[] {
  if (!criterion) return tables
  const { FieldName = 'Name', Sort = 'ASC' } = criterion
  const direction = Sort === 'ASC' ? 1 : -1
  return tables.toSorted((one, other) => {
    const [left, right] = [valueOf(one, FieldName), valueOf(other, FieldName)]
    return left === right ? 0 : left < right ? -direction : direction
  })
}
