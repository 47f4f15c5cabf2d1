// What Glue asks authorization. An action on a table asks for the table, its database and the
// catalog, each of them.
// https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html

import { arnOf } from '../../base/arn.ts'
import type { ContextValue } from '../../policy/index.ts'
import type { Question } from '../operation.ts'
import type { CatalogPlace, DatabasePlace, TablePlace } from './tables.ts'

type Context = Readonly<Record<string, ContextValue>>

/** Every name, where an action is on all that there are. */
const ALL = '*'

export const onCatalog = (
  action: string,
  place: CatalogPlace,
  context?: Context,
): readonly Question[] => [on(action, place, 'catalog', context)]

export const onDatabase = (
  action: string,
  place: DatabasePlace,
  context?: Context,
): readonly Question[] => [
  ...onCatalog(action, place, context),
  on(action, place, `database/${place.database}`, context),
]

export const onAllDatabases = (action: string, place: CatalogPlace): readonly Question[] =>
  onDatabase(action, { ...place, database: ALL })

export const onTable = (action: string, place: TablePlace): readonly Question[] => [
  ...onDatabase(action, place),
  on(action, place, `table/${place.database}/${place.table}`),
]

export const onAllTables = (action: string, place: DatabasePlace): readonly Question[] =>
  onTable(action, { ...place, table: ALL })

/** A database goes with its tables and functions, and the caller must be let delete those too. */
export const onWholeDatabase = (action: string, place: DatabasePlace): readonly Question[] => [
  ...onAllTables(action, place),
  on(action, place, `userDefinedFunction/${place.database}/${ALL}`),
]

const on = (
  action: string,
  { account, region }: CatalogPlace,
  resource: string,
  context?: Context,
): Question => ({
  action,
  resource: { arn: arnOf('glue', region, account, resource), account },
  ...(context && { context }),
})

/** The tags that a request sets. */
export function requestTagContext(tags: Readonly<Record<string, string>> = {}): Context {
  const entries = Object.entries(tags)
  if (entries.length === 0) return {}
  const values = entries.map(([key, value]) => [`aws:RequestTag/${key}`, value])
  return { ...Object.fromEntries(values), 'aws:TagKeys': Object.keys(tags) }
}
