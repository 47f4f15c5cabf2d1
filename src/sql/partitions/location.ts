import { SqlError } from '../sql-error.ts'
import type { TableDefinition } from '../types.ts'
import type { KeyValues } from './filter.ts'

const TEMPLATE = 'storage.location.template'

/** Where the objects of a partition lie; always with a `/` at its end. */
export function partitionLocation(table: TableDefinition, values: KeyValues): string {
  const template = table.properties[TEMPLATE]
  const hasKeys = table.partitionKeys.length > 0
  if (template !== undefined && hasKeys) return asFolder(filled(table, template.trim(), values))
  const location = asFolder(table.location ?? '')
  return hasKeys ? `${location}${partitionName(table, values)}/` : location
}

/** `year=2026/month=11`, as SHOW PARTITIONS says it. */
export function partitionName({ partitionKeys }: TableDefinition, values: KeyValues): string {
  return partitionKeys
    .map(({ name }) => `${hiveEscaped(name)}=${hiveEscaped(values[name] ?? '')}`)
    .join('/')
}

/**
 * The values that the folders of an object name, which is how MSCK REPAIR TABLE finds partitions:
 * `year=2026/month=11/file.gz`, from the table's location on. Undefined for any other path.
 */
export function valuesInPath(
  { partitionKeys }: TableDefinition,
  path: string,
): KeyValues | undefined {
  const folders = path.split('/').slice(0, -1)
  const pairs: [string, string][] = []
  for (const [index, { name }] of partitionKeys.entries()) {
    const [key, value, ...more] = (folders[index] ?? '').split('=').map(hiveUnescaped)
    if (key?.toLowerCase() !== name || value === undefined || more.length > 0) return undefined
    pairs.push([name, value])
  }
  return Object.fromEntries(pairs)
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

function hiveUnescaped(text: string): string {
  return text.replaceAll(/%([0-9a-fA-F]{2})/g, (_, digits: string) => {
    return String.fromCharCode(Number.parseInt(digits, 16))
  })
}
