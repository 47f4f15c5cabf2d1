import type { ResultColumn } from '../types.ts'

/** What Athena answers for a type without arguments, as its drivers' tests have it. */
const PRECISIONS: Readonly<Record<string, number>> = {
  tinyint: 3,
  smallint: 5,
  integer: 10,
  bigint: 19,
  float: 17,
  double: 17,
  varchar: 2_147_483_647,
  varbinary: 1_073_741_824,
  timestamp: 3,
  'timestamp with time zone': 3,
  time: 3,
}

/** The ColumnInfo of a column, from Trino's name of its type: `decimal(10,2)`, `row(a bigint)`. */
export function resultColumn(name: string, trinoType: string): ResultColumn {
  const base = baseOf(trinoType)
  const [first, second] = numbersOf(trinoType)
  const isSized = base === 'varchar' || base === 'char' || base === 'decimal'
  return {
    name,
    label: name,
    type: base,
    precision: (isSized ? first : undefined) ?? PRECISIONS[base] ?? 0,
    scale: (base === 'decimal' ? second : undefined) ?? 0,
    nullable: 'UNKNOWN',
    caseSensitive: base === 'varchar' || base === 'char',
  }
}

/** `timestamp(3) with time zone` to `timestamp with time zone`; Athena says float for a real. */
function baseOf(trinoType: string): string {
  const open = trinoType.indexOf('(')
  const base = open === -1 ? trinoType : trinoType.slice(0, open)
  if (base === 'real') return 'float'
  return trinoType.endsWith(' with time zone') && open !== -1 ? `${base} with time zone` : base
}

function numbersOf(trinoType: string): readonly number[] {
  return /\(([\d\s,]+)\)/.exec(trinoType)?.[1]?.split(',').map(Number) ?? []
}
