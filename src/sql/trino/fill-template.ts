import type { Typed } from './typed.ts'

export interface Clauses {
  readonly distinct: string
  readonly orderBy: string
  readonly ignoreNulls: string
  /** FILTER and OVER. */
  readonly tail: string
  /** DuckDB's name of the result's type. */
  readonly type: string
}

/** DuckDB's SQL of a call. The tail goes to `$f`, or behind the whole. */
export function fillTemplate(
  template: string,
  declared: number,
  values: readonly Typed[],
  clauses: Clauses,
): string {
  const rest = values.slice(Math.max(declared - 1, 0)).map(({ sql }) => sql)
  const filled = template.replaceAll(/\|\| \$\*|\$\*|\$w?\d|\$[dofir]/g, (mark) => {
    switch (mark) {
      case '|| $*':
        return `|| ${rest.join(' || ')}`
      case '$*':
        return rest.join(', ')
      case '$d':
        return clauses.distinct
      case '$o':
        return clauses.orderBy
      case '$i':
        return clauses.ignoreNulls
      case '$f':
        return clauses.tail
      case '$r':
        return clauses.type
      default:
        return argument(mark, values)
    }
  })
  return template.includes('$f') ? filled : `${filled}${clauses.tail}`
}

function argument(mark: string, values: readonly Typed[]): string {
  const value = values[Number(mark.replace(/^\$w?/, '')) - 1]
  if (!value) throw new Error(`a template names ${mark}, which is not given`)
  if (!mark.startsWith('$w')) return value.sql
  const zone = value.type.kind === 'timestamp with time zone' ? value.type.zone : 'UTC'
  return `timezone('${zone}', ${value.sql})`
}
