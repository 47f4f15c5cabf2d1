import { autocompletion } from '@codemirror/autocomplete'
import { sql, StandardSQL } from '@codemirror/lang-sql'
import type { Extension } from '@codemirror/state'
import type { CatalogTable } from './catalog.ts'

/** SQL that knows the tables of the catalog, with and without their database. */
export function sqlLanguage(tables: readonly CatalogTable[]): Extension {
  const schema = Object.fromEntries(
    tables.flatMap(({ database, name, columns }) => {
      const names = columns.map((column) => column.name)
      return [
        [name, names],
        [`${database}.${name}`, names],
      ] as const
    }),
  )
  return [sql({ dialect: StandardSQL, schema, upperCaseKeywords: true }), autocompletion()]
}
