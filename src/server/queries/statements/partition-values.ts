import { SqlError } from '../../../sql/sql-error.ts'
import type { PartitionSpec } from '../../../sql/statement.ts'
import type { TableDefinition } from '../../../sql/types.ts'

/** In the order of the table's partition keys, each of which the statement has to name. */
export function partitionValues(table: TableDefinition, spec: PartitionSpec): readonly string[] {
  requireKeys(table, spec)
  return table.partitionKeys.map(({ name }) => spec[name] ?? missing(table, spec))
}

/** The statement may name some of them. */
export function requireKeys({ partitionKeys }: TableDefinition, spec: PartitionSpec): void {
  for (const name of Object.keys(spec)) {
    if (partitionKeys.some((key) => key.name === name)) continue
    const says = 'Non-Partition column appears in the partition specification'
    throw new SqlError('SEMANTIC_EXCEPTION', `[Error 10098]: ${says}: ${name}`)
  }
}

export const fitsSpec = (values: Readonly<Record<string, string>>, spec: PartitionSpec): boolean =>
  Object.entries(spec).every(([name, value]) => values[name] === value)

function missing({ partitionKeys }: TableDefinition, spec: PartitionSpec): never {
  const text = Object.entries(spec).map(([name, value]) => `${name}=${value}`)
  const keys = `all (${partitionKeys.length}) partition columns`
  const says = `partition spec {${text.join(', ')}} doesn't contain ${keys}`
  throw new SqlError('SEMANTIC_EXCEPTION', says)
}

/** Values in the order of the partition keys, by name again. */
export const keyValues = (
  { partitionKeys }: TableDefinition,
  values: readonly string[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(partitionKeys.map(({ name }, index) => [name, values[index] ?? '']))
