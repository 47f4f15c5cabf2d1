import type { Constant, PartitionFilter } from './filter.ts'

/** The constants that the filter pins a column to; undefined when it may be something else. */
export function equalitiesOf(
  filter: PartitionFilter,
  column: string,
): readonly Constant[] | undefined {
  switch (filter.kind) {
    case 'compare': {
      const isPinned = filter.column === column && filter.operator === '='
      return isPinned ? [filter.constant] : undefined
    }
    case 'and': {
      const pins = filter.of.flatMap((part) => {
        const pinned = equalitiesOf(part, column)
        return pinned ? [pinned] : []
      })
      // The shortest list is enough: the filter itself is asked again for each value.
      return pins.toSorted((one, other) => one.length - other.length)[0]
    }
    case 'or': {
      const pins = filter.of.map((part) => equalitiesOf(part, column))
      return pins.some((pinned) => pinned === undefined)
        ? undefined
        : pins.flatMap((pinned) => pinned ?? [])
    }
    default:
      return undefined
  }
}

/** Conditions that every value of the column satisfies: all of them are ANDed. */
export function rangeOf(
  filter: PartitionFilter,
  column: string,
): readonly Extract<PartitionFilter, { kind: 'compare' }>[] {
  if (filter.kind === 'and') return filter.of.flatMap((part) => rangeOf(part, column))
  if (filter.kind === 'or' && filter.of.length === 1 && filter.of[0]) {
    return rangeOf(filter.of[0], column)
  }
  return filter.kind === 'compare' && filter.column === column ? [filter] : []
}
