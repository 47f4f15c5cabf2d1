// A table's `projection.*` properties: the values that each partition key can have.
// https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html

import { SqlError } from '../sql-error.ts'
import type { Column, TableDefinition } from '../types.ts'
import { type DateFormat, type DateUnit, parseDateFormat, plus, shortestMs } from './date-format.ts'

/** What a key can be: a list that is worked out item by item, never as a whole. */
export type Projection =
  | { readonly kind: 'injected' }
  | {
      readonly kind: 'listed'
      readonly count: number
      readonly at: (index: number) => string
      /** How the list is sorted: by number, by text, or not at all. */
      readonly order: 'number' | 'text' | 'none'
    }

export function isProjected(table: TableDefinition): boolean {
  return propertyOf(table, 'projection.enabled')?.trim().toLowerCase() === 'true'
}

export function projectionOf(table: TableDefinition, key: Column, now: Date): Projection {
  const asWritten = (name: string) => propertyOf(table, `projection.${key.name}.${name}`)
  const property = (name: string) => asWritten(name)?.trim()
  const refuse = (says: string): never => {
    throw new SqlError(
      'INVALID_TABLE_PROPERTY',
      `Table ${table.database}.${table.name}: projection of partition column ${key.name}: ${says}`,
    )
  }
  const type = property('type')?.toLowerCase()
  const given: Given = { property, refuse }
  switch (type) {
    case 'enum':
      return enumProjection(asWritten('values') ?? refuse('values are missing'))
    case 'integer':
      return integerProjection(given)
    case 'date':
      return dateProjection(given, now)
    case 'injected':
      return { kind: 'injected' }
    default:
      return refuse(`type is ${type ?? 'missing'}, not enum, integer, date or injected`)
  }
}

/** Names of properties are compared without regard to case. */
function propertyOf({ properties }: TableDefinition, name: string): string | undefined {
  const own = Object.hasOwn(properties, name) ? properties[name] : undefined
  if (own !== undefined) return own
  const entry = Object.entries(properties).find(([key]) => key.toLowerCase() === name)
  return entry?.[1]
}

interface Given {
  readonly property: (name: string) => string | undefined
  readonly refuse: (says: string) => never
}

/** White space belongs to a value. */
function enumProjection(list: string): Projection {
  const values = list.split(',')
  return { kind: 'listed', count: values.length, at: (index) => values[index] ?? '', order: 'none' }
}

function integerProjection(given: Given): Projection {
  const { refuse } = given
  const [first, last] = rangeTexts(given)
  const isWhole = [first, last].every((text) => /^-?\d{1,19}$/.test(text))
  if (!isWhole) refuse('range is not two integers')
  const [min, max] = [BigInt(first), BigInt(last)]
  const interval = BigInt(countOf(given, 'interval') ?? 1)
  const digits = countOf(given, 'digits')
  const count = max < min ? 0 : Number((max - min) / interval) + 1
  if (!Number.isSafeInteger(count)) refuse('range is too long')
  const at = (index: number) => printInteger(min + BigInt(index) * interval, digits ?? 1)
  // Without leading zeros 10 stands before 9 as a text.
  const isText = digits !== undefined && min >= 0n && max.toString().length <= digits
  return { kind: 'listed', count, at, order: isText ? 'text' : 'number' }
}

function printInteger(value: bigint, digits: number): string {
  const absolute = (value < 0n ? -value : value).toString().padStart(digits, '0')
  return value < 0n ? `-${absolute}` : absolute
}

const UNITS: readonly DateUnit[] = [
  ...(['YEARS', 'MONTHS', 'WEEKS', 'DAYS'] as const),
  ...(['HOURS', 'MINUTES', 'SECONDS', 'MILLIS'] as const),
]

function dateProjection(given: Given, now: Date): Projection {
  const { property, refuse } = given
  const pattern = property('format') ?? refuse('format is missing')
  const format = parseDateFormat(pattern) ?? refuse(`format ${pattern} is not supported`)
  const [first, last] = rangeTexts(given).map((text) => {
    const date = dateOf(text, format, now) ?? refuse(`range: ${text} has not the format ${pattern}`)
    // A bound with a time of day would leave out the last day, or name it twice.
    return format.parse(format.print(date)) ?? date
  })
  if (!first || !last) return refuse('range is not two dates')
  const [interval, unit] = stepOf(given, format)
  const at = (index: number) => plus(first, index * interval, unit)
  return {
    kind: 'listed',
    count: countUntil(at, last, (last.getTime() - first.getTime()) / shortestMs(unit) / interval),
    at: (index) => format.print(at(index)),
    order: format.isSortable ? 'text' : 'none',
  }
}

function stepOf(given: Given, { precision }: DateFormat): readonly [number, DateUnit] {
  const { property, refuse } = given
  const interval = countOf(given, 'interval')
  const unit = property('interval.unit')?.toUpperCase()
  const isDefault = ['YEARS', 'MONTHS', 'DAYS'].includes(precision)
  if (!isDefault && (interval === undefined || unit === undefined)) {
    refuse('interval and interval.unit are required for a format finer than a day')
  }
  const found = unit === undefined ? precision : UNITS.find((known) => known === unit)
  return [interval ?? 1, found ?? refuse(`interval.unit ${unit ?? ''} is unknown`)]
}

/** How many of `at(0)`, `at(1)`, ... are not behind `last`, of which there are at most so many. */
function countUntil(at: (index: number) => Date, last: Date, most: number): number {
  let [low, high] = [0, Math.max(0, Math.floor(most) + 2)]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (at(middle) <= last) low = middle + 1
    else high = middle
  }
  return low
}

const NOW = /^NOW\s*(?:([+-])\s*(\d{1,9})\s*(YEAR|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND)S?)?$/i

function dateOf(text: string, format: DateFormat, now: Date): Date | undefined {
  const match = NOW.exec(text)
  if (!match) return format.parse(text)
  const [, sign, amount, unit] = match
  if (amount === undefined || unit === undefined) return now
  const steps = Number(amount) * (sign === '-' ? -1 : 1)
  return plus(now, steps, `${unit.toUpperCase()}S` as DateUnit)
}

function rangeTexts({ property, refuse }: Given): readonly [string, string] {
  const range = property('range') ?? refuse('range is missing')
  const [first, last, ...more] = range.split(',').map((text) => text.trim())
  if (first === undefined || last === undefined || more.length > 0) {
    return refuse(`range ${range} is not two values`)
  }
  return [first, last]
}

/** A positive integer. */
function countOf({ property, refuse }: Given, name: string): number | undefined {
  const text = property(name)
  if (text === undefined) return undefined
  return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : refuse(`${name} is not a positive integer`)
}
