import { unreachable } from '../../base/unreachable.ts'
import { ANYTHING, type PartitionFilter } from '../partitions/filter.ts'
import type { Condition } from './condition.ts'
import type { TableReference } from './tables-of.ts'

/**
 * What the query says of the columns of one of its tables. A name without a table is taken for this
 * one's: were it another's as well, the query would be refused as ambiguous.
 */
export function filterOf({ where, alias, table }: TableReference): PartitionFilter {
  const isOurs = (qualifier: readonly string[]): boolean => {
    const [name, database] = qualifier.toReversed()
    if (name === undefined) return true
    if (name !== alias) return false
    return database === undefined || (database === table.database && alias === table.name)
  }
  return where ? filtered(where, isOurs) : ANYTHING
}

function filtered(
  condition: Condition,
  isOurs: (qualifier: readonly string[]) => boolean,
): PartitionFilter {
  switch (condition.kind) {
    case 'anything':
      return ANYTHING
    case 'and':
    case 'or':
      return { kind: condition.kind, of: condition.of.map((part) => filtered(part, isOurs)) }
    case 'compare': {
      const { path, operator, constant } = condition
      const column = path.at(-1)
      if (column === undefined || !isOurs(path.slice(0, -1))) return ANYTHING
      return { kind: 'compare', column, operator, constant }
    }
    case 'like': {
      const { path, pattern } = condition
      const column = path.at(-1)
      if (column === undefined || !isOurs(path.slice(0, -1))) return ANYTHING
      return { kind: 'like', column, pattern }
    }
    default:
      return unreachable(condition)
  }
}
