import type { SqlType } from '../trino/sql-type.ts'
import type { ResultColumn } from '../types.ts'

const VARCHAR_PRECISION = 2_147_483_647

const PRECISIONS: Readonly<Record<string, number>> = {
  tinyint: 3,
  smallint: 5,
  integer: 10,
  bigint: 19,
  real: 17,
  double: 17,
  timestamp: 3,
  'timestamp with time zone': 3,
  varchar: VARCHAR_PRECISION,
  varbinary: 1_073_741_824,
}

/** Athena's ColumnInfo of an output. */
export function resultColumn(label: string, type: SqlType): ResultColumn {
  const plain = { name: label, label, nullable: 'UNKNOWN' as const }
  const caseSensitive = ['varchar', 'char', 'json'].includes(type.kind)
  if (type.kind === 'decimal') {
    const { precision, scale } = type
    return { ...plain, type: 'decimal', precision, scale, caseSensitive }
  }
  if (type.kind === 'char') {
    return { ...plain, type: 'char', precision: type.length, scale: 0, caseSensitive }
  }
  const precision = PRECISIONS[type.kind] ?? 0
  const name = type.kind === 'real' ? 'float' : type.kind
  return { ...plain, type: name, precision, scale: 0, caseSensitive }
}
