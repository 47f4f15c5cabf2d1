import { coerce } from '../coerce.ts'
import { fault, type Context } from '../context.ts'
import { quoteText } from '../quote.ts'
import {
  BIGINT,
  DATE,
  DOUBLE,
  TIMESTAMP,
  VARCHAR,
  sharedType,
  isInstant,
  isInteger,
  zoned,
} from '../sql-type.ts'
import type { Call } from '../syntax.ts'
import type { Typed } from '../typed.ts'
import { isZone } from '../zone.ts'
import { argumentsOf, as, constantOf, unexpected } from './arguments.ts'
import { jodaFormat, mysqlFormat } from './date-formats.ts'
import type { SpecialFunction } from './special-functions.ts'

/** Functions of time that take a unit, a pattern, a zone, or the stack's clock. */
export const DATES: Readonly<Record<string, SpecialFunction>> = {
  current_timestamp: now,
  now,
  current_date: (_, { environment }) => {
    return { sql: `DATE '${environment.now.toISOString().slice(0, 10)}'`, type: DATE }
  },
  localtimestamp: (_, { environment }) => {
    const text = environment.now.toISOString().slice(0, -1).replace('T', ' ')
    return { sql: `TIMESTAMP '${text}'`, type: TIMESTAMP }
  },
  date_add: dateAdd,
  date_diff: dateDiff,
  date_trunc: dateTrunc,
  date_format: (call, context) => formatted(call, context, mysqlFormat),
  format_datetime: (call, context) => formatted(call, context, jodaFormat),
  date_parse: (call, context) => parsed(call, context, mysqlFormat, TIMESTAMP),
  parse_datetime: (call, context) => parsed(call, context, jodaFormat, zoned('UTC')),
  at_timezone: atTimeZone,
  with_timezone: withTimeZone,
  from_unixtime: fromUnixtime,
  to_iso8601: toIso8601,
}

function now(_: Call, { environment }: Context): Typed {
  return { sql: `TIMESTAMPTZ '${environment.now.toISOString()}'`, type: zoned('UTC') }
}

const STEPS: Readonly<Record<string, string>> = {
  millisecond: 'to_milliseconds(CAST($n AS BIGINT))',
  second: 'to_seconds(CAST($n AS BIGINT))',
  minute: 'to_minutes(CAST($n AS BIGINT))',
  hour: 'to_hours(CAST($n AS BIGINT))',
  day: 'to_days(CAST($n AS INTEGER))',
  week: 'to_weeks(CAST($n AS INTEGER))',
  month: 'to_months(CAST($n AS INTEGER))',
  quarter: 'to_months(CAST(3 * $n AS INTEGER))',
  year: 'to_years(CAST($n AS INTEGER))',
}

const CLOCK_UNITS: readonly string[] = ['millisecond', 'second', 'minute', 'hour']

function unitOf(values: readonly Typed[], call: Call, context: Context): string {
  const unit = constantOf(values, 0, call, context).toLowerCase()
  const instant = values.at(-1)
  const isDate = instant?.type.kind === 'date'
  if (STEPS[unit] && !(isDate && CLOCK_UNITS.includes(unit))) return unit
  const says = `'${unit}' is not a valid ${isDate ? 'DATE' : 'TIMESTAMP'} field`
  throw fault(context, 'INVALID_FUNCTION_ARGUMENT', says, call.at)
}

function dateAdd(call: Call, context: Context): Typed {
  const values = argumentsOf(call, context, 3)
  const [, amount, instant] = values
  const unit = unitOf(values, call, context)
  const isFit = amount && instant && isInteger(amount.type) && isInstant(instant.type)
  if (!isFit) throw unexpected(call, values, context)
  const step = (STEPS[unit] ?? '').replace('$n', amount.sql)
  const moved = `(${instant.sql} + ${step})`
  if (instant.type.kind === 'date') return { sql: `CAST(${moved} AS DATE)`, type: DATE }
  return { sql: moved, type: instant.type }
}

/** Whole units between two times; DuckDB's date_diff counts boundaries that are crossed. */
function dateDiff(call: Call, context: Context): Typed {
  const values = argumentsOf(call, context, 3)
  const [, from, to] = values
  const unit = unitOf(values, call, context)
  const type = from && to && isInstant(from.type) && sharedType(from.type, to.type)
  if (!type) throw unexpected(call, values, context)
  const both = [coerce(from, type).sql, coerce(to, type).sql].join(', ')
  return { sql: `date_sub('${unit}', ${both})`, type: BIGINT }
}

function dateTrunc(call: Call, context: Context): Typed {
  const values = argumentsOf(call, context, 2)
  const [, instant] = values
  const unit = unitOf(values, call, context)
  if (!instant || !isInstant(instant.type)) throw unexpected(call, values, context)
  const { type, sql } = instant
  if (type.kind === 'date') return { sql: `CAST(date_trunc('${unit}', ${sql}) AS DATE)`, type }
  if (type.kind !== 'timestamp with time zone') {
    return { sql: `date_trunc('${unit}', ${sql})`, type }
  }
  const { zone } = type
  return { sql: `timezone('${zone}', date_trunc('${unit}', timezone('${zone}', ${sql})))`, type }
}

type Format = (pattern: string) => string | undefined

function formatOf(values: readonly Typed[], call: Call, context: Context, format: Format): string {
  const pattern = constantOf(values, 1, call, context)
  const found = format(pattern)
  if (found !== undefined) return quoteText(found)
  const says = `the format '${pattern}' of ${call.name} is not supported`
  throw fault(context, 'NOT_SUPPORTED', says, call.at)
}

function formatted(call: Call, context: Context, format: Format): Typed {
  const values = argumentsOf(call, context, 2)
  const [instant] = values
  if (!instant || !isInstant(instant.type)) throw unexpected(call, values, context)
  const pattern = formatOf(values, call, context, format)
  const { type } = instant
  const local =
    type.kind === 'timestamp with time zone'
      ? `timezone('${type.zone}', ${instant.sql})`
      : instant.sql
  return { sql: `strftime(${local}, ${pattern})`, type: VARCHAR }
}

function parsed(call: Call, context: Context, format: Format, type: Typed['type']): Typed {
  const values = argumentsOf(call, context, 2)
  const pattern = formatOf(values, call, context, format)
  const sql = `strptime(${as(VARCHAR, values, 0, call, context)}, ${pattern})`
  return { sql: type.kind === 'timestamp' ? sql : `CAST(${sql} AS TIMESTAMPTZ)`, type }
}

function zoneOf(values: readonly Typed[], index: number, call: Call, context: Context): string {
  const zone = constantOf(values, index, call, context)
  if (isZone(zone)) return zone
  throw fault(context, 'INVALID_FUNCTION_ARGUMENT', `'${zone}' is not a valid time zone`, call.at)
}

function atTimeZone(call: Call, context: Context): Typed {
  const values = argumentsOf(call, context, 2)
  const type = zoned(zoneOf(values, 1, call, context))
  return { sql: as(type, values, 0, call, context), type }
}

function withTimeZone(call: Call, context: Context): Typed {
  const values = argumentsOf(call, context, 2)
  const zone = zoneOf(values, 1, call, context)
  return {
    sql: `timezone('${zone}', ${as(TIMESTAMP, values, 0, call, context)})`,
    type: zoned(zone),
  }
}

function fromUnixtime(call: Call, context: Context): Typed {
  const values = argumentsOf(call, context, 1, 2)
  const type = zoned(values.length === 2 ? zoneOf(values, 1, call, context) : 'UTC')
  return { sql: `to_timestamp(${as(DOUBLE, values, 0, call, context)})`, type }
}

function toIso8601(call: Call, context: Context): Typed | undefined {
  const [value] = argumentsOf(call, context, 1)
  if (value?.type.kind !== 'timestamp with time zone') return undefined
  if (value.type.zone !== 'UTC') {
    throw fault(context, 'NOT_SUPPORTED', 'to_iso8601 of a zone other than UTC', call.at)
  }
  const text = `strftime(timezone('UTC', ${value.sql}), '%Y-%m-%dT%H:%M:%S.%gZ')`
  return { sql: text, type: VARCHAR }
}
