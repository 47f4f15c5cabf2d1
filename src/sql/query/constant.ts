// Expressions whose value is known without reading data, as they stand beside partition keys:
// literals, and days counted from today. Times are UTC, as the engine's session is.

import { type Cursor, isSymbol } from '../parse/cursor.ts'
import type { Constant } from '../partitions/filter.ts'
import { type DateUnit, parseDateFormat, plus } from '../partitions/date-format.ts'

type Value = Constant | { readonly type: 'timestamp'; readonly date: Date }

/** Undefined for what we cannot work out; the cursor may stand anywhere then. */
export function readConstant(cursor: Cursor, now: Date): Constant | undefined {
  const value = readValue(cursor, now)
  return value && value.type !== 'timestamp' && cursor.token.kind === 'end' ? value : undefined
}

/** `value [+|- INTERVAL '1' DAY] ...` */
function readValue(cursor: Cursor, now: Date): Value | undefined {
  let value = readTerm(cursor, now)
  while (value && (isSymbol(cursor.token, '+') || isSymbol(cursor.token, '-'))) {
    const sign = cursor.takeSymbol('-') ? -1 : 1
    if (sign === 1) cursor.takeSymbol('+')
    value = plusInterval(cursor, value, sign)
  }
  return value
}

const UNITS: Readonly<Record<string, DateUnit>> = {
  second: 'SECONDS',
  minute: 'MINUTES',
  hour: 'HOURS',
  day: 'DAYS',
  week: 'WEEKS',
  month: 'MONTHS',
  year: 'YEARS',
}

function unitOf(word: string | undefined): DateUnit | undefined {
  const name = word?.toLowerCase() ?? ''
  return Object.hasOwn(UNITS, name) ? UNITS[name] : undefined
}

function plusInterval(cursor: Cursor, value: Value, sign: number): Value | undefined {
  if (!cursor.take('INTERVAL')) return undefined
  const amount = wholeNumber(cursor.takeString())
  const unit = unitOf(cursor.takeName())
  if (amount === undefined || unit === undefined) return undefined
  return moved(value, sign * amount, unit)
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d{1,9}$/.test(text) ? Number(text) : undefined
}

/** A date stays a date, so that hours added to it are an error of the query's. */
function moved(value: Value, amount: number, unit: DateUnit): Value | undefined {
  if (value.type === 'timestamp') return { type: 'timestamp', date: plus(value.date, amount, unit) }
  const isOfDays = unit === 'DAYS' || unit === 'WEEKS' || unit === 'MONTHS' || unit === 'YEARS'
  const date = dateOf(value)
  return value.type === 'date' && date && isOfDays ? dateValue(plus(date, amount, unit)) : undefined
}

function readTerm(cursor: Cursor, now: Date): Value | undefined {
  const { kind, value } = cursor.token
  if (kind === 'string') return { type: 'varchar', text: cursor.takeString() ?? value }
  if (kind === 'number' || isSymbol(cursor.token, '-')) return readInteger(cursor)
  if (cursor.takeSymbol('(')) return closed(cursor, readValue(cursor, now))
  if (cursor.take('CURRENT_DATE')) return dateValue(now)
  if (cursor.take('CURRENT_TIMESTAMP') || cursor.take('LOCALTIMESTAMP')) {
    return { type: 'timestamp', date: now }
  }
  if (cursor.take('DATE')) return readDate(cursor, now)
  if (cursor.take('CAST')) return readCast(cursor, now)
  return readCall(cursor, now)
}

function readInteger(cursor: Cursor): Value | undefined {
  const sign = cursor.takeSymbol('-') ? '-' : ''
  const digits = cursor.takeNumber()
  return digits !== undefined && /^\d+$/.test(digits)
    ? { type: 'integer', text: sign + digits }
    : undefined
}

function closed(cursor: Cursor, value: Value | undefined): Value | undefined {
  return cursor.takeSymbol(')') ? value : undefined
}

const printDay = (date: Date): string => date.toISOString().slice(0, 10)

function dateValue(date: Date): Value | undefined {
  const isKnown = date.getUTCFullYear() >= 0 && date.getUTCFullYear() <= 9999
  return isKnown ? { type: 'date', text: printDay(date) } : undefined
}

/** `DATE '2026-11-28'`, `date('2026-11-28')`, `date(now())`. */
function readDate(cursor: Cursor, now: Date): Value | undefined {
  const literal = cursor.takeString()
  if (literal !== undefined) return asDate({ type: 'varchar', text: literal })
  if (!cursor.takeSymbol('(')) return undefined
  return asDate(closed(cursor, readValue(cursor, now)))
}

function asDate(value: Value | undefined): Value | undefined {
  if (value?.type === 'timestamp') return dateValue(value.date)
  const date = value && value.type !== 'integer' ? dateOf(value) : undefined
  return date && dateValue(date)
}

/** Of a date, or of a text that is one. */
function dateOf(value: Value): Date | undefined {
  if (value.type === 'timestamp') return value.date
  const date = new Date(`${value.text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && printDay(date) === value.text ? date : undefined
}

/** `CAST(value AS varchar)`, and to date and the integers. */
function readCast(cursor: Cursor, now: Date): Value | undefined {
  if (!cursor.takeSymbol('(')) return undefined
  const value = readValue(cursor, now)
  if (!value || !cursor.take('AS')) return undefined
  const type = cursor.takeName()
  return closed(cursor, castTo(type ?? '', value))
}

function castTo(type: string, value: Value): Value | undefined {
  if (value.type === 'timestamp') return type === 'date' ? asDate(value) : undefined
  if (type === 'varchar') return { type: 'varchar', text: value.text }
  if (type === 'date') return asDate(value)
  const isInteger = ['tinyint', 'smallint', 'integer', 'int', 'bigint'].includes(type)
  return isInteger && /^-?\d{1,18}$/.test(value.text)
    ? { type: 'integer', text: String(BigInt(value.text)) }
    : undefined
}

function readCall(cursor: Cursor, now: Date): Value | undefined {
  const name = cursor.takeName()
  if (name === undefined || !cursor.takeSymbol('(')) return undefined
  const values: Value[] = []
  if (cursor.takeSymbol(')')) return call(name, values, now)
  do {
    const value = readValue(cursor, now)
    if (!value) return undefined
    values.push(value)
  } while (cursor.takeSymbol(','))
  return closed(cursor, call(name, values, now))
}

function call(name: string, values: readonly Value[], now: Date): Value | undefined {
  const [first, second, third] = values
  if (!first) return name === 'now' ? { type: 'timestamp', date: now } : undefined
  if (name === 'year' || name === 'month' || name === 'day') return partOf(name, first)
  if (!second) return undefined
  if (name === 'date_format') return printed(first, second, mysqlPattern)
  if (name === 'format_datetime') return printed(first, second, (pattern) => pattern)
  return name === 'date_add' && third ? dateAdd(first, second, third) : undefined
}

function dateAdd(unit: Value, amount: Value, value: Value): Value | undefined {
  if (unit.type !== 'varchar' || amount.type !== 'integer') return undefined
  const [found, count] = [unitOf(unit.text), wholeNumber(amount.text)]
  return found && count !== undefined ? moved(value, count, found) : undefined
}

/** A moment printed by a pattern of java.time's, or one that is turned into such. */
function printed(
  value: Value,
  pattern: Value,
  toJava: (pattern: string) => string | undefined,
): Value | undefined {
  if (pattern.type !== 'varchar') return undefined
  const date = momentOf(value)
  const java = toJava(pattern.text)
  const format = java === undefined ? undefined : parseDateFormat(java)
  return date && format ? { type: 'varchar', text: format.print(date) } : undefined
}

/** A text is no moment: Trino would refuse it. */
function momentOf(value: Value): Date | undefined {
  const date = value.type === 'timestamp' || value.type === 'date' ? dateOf(value) : undefined
  return date && !Number.isNaN(date.getTime()) ? date : undefined
}

const MYSQL: Readonly<Record<string, string>> = {
  Y: 'yyyy',
  m: 'MM',
  d: 'dd',
  H: 'HH',
  i: 'mm',
  s: 'ss',
  S: 'ss',
  '%': "'%'",
}

function mysqlPattern(pattern: string): string | undefined {
  const parts = pattern.match(/%[^]|[^%]+|%$/g) ?? []
  const java = parts.map((part) => {
    if (!part.startsWith('%')) return `'${part.replaceAll("'", "''")}'`
    const letter = part.slice(1)
    return Object.hasOwn(MYSQL, letter) ? MYSQL[letter] : undefined
  })
  return java.includes(undefined) ? undefined : java.join('')
}

function partOf(name: 'year' | 'month' | 'day', value: Value): Value | undefined {
  const date = momentOf(value)
  if (!date) return undefined
  const [year, month, day] = printDay(date).split('-')
  const text = { year, month, day }[name]
  return text === undefined ? undefined : { type: 'integer', text: String(Number(text)) }
}
