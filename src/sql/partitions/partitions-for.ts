import { sqlLimits } from '../limits.ts'
import { SqlError } from '../sql-error.ts'
import type { Column, TableDefinition } from '../types.ts'
import {
  holds,
  type KeyTypes,
  type KeyValues,
  mayMatch,
  orderOf,
  type PartitionFilter,
} from './filter.ts'
import { equalitiesOf, rangeOf } from './filter-bounds.ts'
import { partitionLocation } from './location.ts'
import { isProjected, type Projection, projectionOf } from './projection.ts'

export interface Partition {
  /** Of every partition key; empty for a table without any. */
  readonly values: KeyValues
  /** Ends with `/`: what lies below it is the partition's. */
  readonly location: string
}

/** What the catalog holds, for a table whose partitions were added one by one. */
export type AddedPartitions = () => Iterable<Partition>

/**
 * The partitions that a query with this filter reads. Projected ones are worked out as they are
 * asked for, so that a day of ten years costs a day. Throws a SqlError for a table whose
 * properties make no sense, and where an injected column is not pinned.
 */
export function* partitionsFor(
  table: TableDefinition,
  filter: PartitionFilter,
  now: Date,
  added: AddedPartitions,
): Generator<Partition, void, undefined> {
  if (table.partitionKeys.length === 0) {
    yield { values: {}, location: partitionLocation(table, {}) }
  } else if (isProjected(table)) {
    for (const values of combinations(projectedKeys(table, now), filter, { table, tried: 0 })) {
      yield { values, location: partitionLocation(table, values) }
    }
  } else {
    const types = typesOf(table)
    for (const partition of added()) {
      if (mayMatch(filter, partition.values, types)) yield partition
    }
  }
}

function typesOf({ partitionKeys }: TableDefinition): KeyTypes {
  return Object.fromEntries(partitionKeys.map(({ name, type }) => [name, type]))
}

interface ProjectedKey {
  readonly key: Column
  readonly projection: Projection
}

function projectedKeys(table: TableDefinition, now: Date): readonly ProjectedKey[] {
  return table.partitionKeys.map((key) => ({ key, projection: projectionOf(table, key, now) }))
}

/** How many values were looked at, so that no range keeps us busy for ever. */
interface Enumeration {
  readonly table: TableDefinition
  tried: number
}

/** Key by key: what the filter excludes at one key is not combined with the next. */
function* combinations(
  keys: readonly ProjectedKey[],
  filter: PartitionFilter,
  enumeration: Enumeration,
  chosen: KeyValues = {},
): Generator<KeyValues, void, undefined> {
  const [first, ...rest] = keys
  if (!first) {
    yield chosen
    return
  }
  const types = typesOf(enumeration.table)
  for (const value of valuesOf(first, filter)) {
    countTry(enumeration)
    const values = { ...chosen, [first.key.name]: value }
    if (mayMatch(filter, values, types)) yield* combinations(rest, filter, enumeration, values)
  }
}

function countTry(enumeration: Enumeration): void {
  enumeration.tried += 1
  if (enumeration.tried <= sqlLimits.partitionsPerTableMax) return
  const { database, name } = enumeration.table
  throw new SqlError(
    'HIVE_EXCEEDED_PARTITION_LIMIT',
    `Query over table '${database}.${name}' can potentially read more than ` +
      `${sqlLimits.partitionsPerTableMax} partitions`,
  )
}

function* valuesOf(
  { key, projection }: ProjectedKey,
  filter: PartitionFilter,
): Generator<string, void, undefined> {
  if (projection.kind === 'injected') {
    yield* injectedValues(key, filter)
    return
  }
  const [from, to] = narrowed(projection, key, filter)
  for (let index = from; index < to; index += 1) yield projection.at(index)
}

function injectedValues({ name }: Column, filter: PartitionFilter): ReadonlySet<string> {
  const pinned = equalitiesOf(filter, name)
  if (pinned) return new Set(pinned.map(({ text }) => text))
  throw new SqlError(
    'CONSTRAINT_VIOLATION',
    `For the injected projected partition column ${name}, the WHERE clause must contain only ` +
      'static equality conditions, and at least one such condition must be present.',
  )
}

type Listed = Extract<Projection, { kind: 'listed' }>

/** The part of a sorted list that can satisfy the conditions on this key, by halving. */
function narrowed(
  { count, at, order }: Listed,
  { name, type }: Column,
  filter: PartitionFilter,
): readonly [from: number, to: number] {
  const isText = type.kind === 'string' || type.kind === 'varchar'
  if (order === 'none' || (order === 'number' && isText)) return [0, count]
  let [from, to] = [0, count]
  for (const { operator, constant } of rangeOf(filter, name)) {
    if (operator === '<>' || orderOf(at(0), constant, type) === undefined) continue
    const isBelow = (index: number) => (orderOf(at(index), constant, type) ?? 0) < 0
    const isAbove = (index: number) => (orderOf(at(index), constant, type) ?? 0) > 0
    const startsAtEqual = firstWhere(count, (index) => !isBelow(index))
    const startsAbove = firstWhere(count, isAbove)
    if (!holds(operator, -1))
      from = Math.max(from, holds(operator, 0) ? startsAtEqual : startsAbove)
    if (!holds(operator, 1)) to = Math.min(to, holds(operator, 0) ? startsAbove : startsAtEqual)
  }
  return [from, to]
}

/** Of a condition that holds from some index on. */
function firstWhere(count: number, isTrue: (index: number) => boolean): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (isTrue(middle)) high = middle
    else low = middle + 1
  }
  return low
}
