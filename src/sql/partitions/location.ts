import { SqlError } from '../sql-error.ts'
import type { TableDefinition } from '../types.ts'
import type { KeyValues } from './filter.ts'

const TEMPLATE = 'storage.location.template'

/** Where the objects of a partition lie; always with a `/` at its end. */
export function partitionLocation(table: TableDefinition, values: KeyValues): string {
  const template = table.properties[TEMPLATE]
  const hasKeys = table.partitionKeys.length > 0
  if (template !== undefined && hasKeys) return asFolder(filled(table, template.trim(), values))
  const folders = table.partitionKeys.map(
    ({ name }) => `${hiveEscaped(name)}=${hiveEscaped(values[name] ?? '')}/`,
  )
  return asFolder(table.location ?? '') + folders.join('')
}

/** With no slash at its end, `2026/1` would be the beginning of `2026/11` as well. */
function asFolder(location: string): string {
  return location.endsWith('/') ? location : `${location}/`
}

function filled(table: TableDefinition, template: string, values: KeyValues): string {
  const lowerCase = template.toLowerCase()
  const missing = table.partitionKeys.find(({ name }) => !lowerCase.includes(`\${${name}}`))
  if (missing) {
    throw new SqlError(
      'INVALID_TABLE_PROPERTY',
      `Table ${table.database}.${table.name}: ${TEMPLATE} has no \${${missing.name}}`,
    )
  }
  return template.replaceAll(/\$\{([^}]*)\}/g, (text, name: string) => {
    return values[name.toLowerCase()] ?? text
  })
}

/** Characters that Hive writes as `%` and two digits in the name of a partition's folder. */
const UNSAFE = /[\p{Cc}"#%'*/:=?\\{[\]^]/gu

function hiveEscaped(text: string): string {
  return text.replaceAll(UNSAFE, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
  })
}
