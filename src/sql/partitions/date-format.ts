// The patterns of java.time that a projected date can have, read once. All times are UTC.

import { dayMs, hourMs, minuteMs, secondMs } from '../../base/sizes.ts'

export type DateUnit =
  'YEARS' | 'MONTHS' | 'WEEKS' | 'DAYS' | 'HOURS' | 'MINUTES' | 'SECONDS' | 'MILLIS'

export interface DateFormat {
  readonly print: (date: Date) => string
  /** Undefined for a text of another form, or a date that does not exist. */
  readonly parse: (text: string) => Date | undefined
  /** The smallest unit that it writes. */
  readonly precision: DateUnit
  /** Whether later dates are greater texts as well. */
  readonly isSortable: boolean
}

type Part = { readonly literal: string } | { readonly field: Field; readonly width: number }

type Field = 'y' | 'M' | 'd' | 'H' | 'm' | 's' | 'S'

/** From the greatest to the smallest. */
const FIELDS: Readonly<Record<Field, DateUnit>> = {
  y: 'YEARS',
  M: 'MONTHS',
  d: 'DAYS',
  H: 'HOURS',
  m: 'MINUTES',
  s: 'SECONDS',
  S: 'MILLIS',
}
const ORDER: readonly string[] = Object.keys(FIELDS)
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Undefined for a pattern with anything in it that we cannot write. */
export function parseDateFormat(pattern: string): DateFormat | undefined {
  const parts = partsOf(pattern)
  const fields = parts?.flatMap((part) => ('field' in part ? [part] : []))
  if (!parts || !fields || fields.length === 0) return undefined
  const ranks = fields.map(({ field }) => ORDER.indexOf(field))
  const smallest = ORDER[Math.max(...ranks)] as Field
  const isDescending = ranks.every((rank, index) => rank === index)
  const isFixed = fields.every(({ field, width }) => width === (field === 'y' ? 4 : 2))
  const reader = readerOf(parts)
  return {
    print: (date) => parts.map((part) => printPart(part, date)).join(''),
    parse: (text) => readDate(reader.exec(text), fields),
    precision: FIELDS[smallest],
    isSortable: isDescending && isFixed,
  }
}

const PART = /([A-Za-z])\1*|'((?:[^']|'')*)'|[^A-Za-z']+/y

function partsOf(pattern: string): readonly Part[] | undefined {
  const parts: Part[] = []
  const sticky = new RegExp(PART)
  while (sticky.lastIndex < pattern.length) {
    const match = sticky.exec(pattern)
    if (!match) return undefined
    const [text, letter, quoted] = match
    const part = letter === undefined ? literalOf(text, quoted) : fieldOf(letter, text.length)
    if (!part) return undefined
    parts.push(part)
  }
  return parts
}

function literalOf(text: string, quoted: string | undefined): Part {
  if (quoted === undefined) return { literal: text }
  return { literal: quoted === '' ? "'" : quoted.replaceAll("''", "'") }
}

function fieldOf(letter: string, width: number): Part | undefined {
  const field = letter === 'u' ? 'y' : letter
  if (!Object.hasOwn(FIELDS, field)) return undefined
  const widthMax = field === 'y' ? 4 : 3
  const isWritten = width <= widthMax && (width < 3 || /[yMS]/.test(field))
  return isWritten ? { field: field as Field, width } : undefined
}

function printPart(part: Part, date: Date): string {
  if ('literal' in part) return part.literal
  const { field, width } = part
  const value = valueOf(field, date)
  if (field === 'M' && width === 3) return MONTHS[value - 1] ?? ''
  if (field === 'y' && width === 2) return String(value % 100).padStart(2, '0')
  if (field === 'S') return String(value).padStart(3, '0').slice(0, width)
  return String(value).padStart(width, '0')
}

function valueOf(field: Field, date: Date): number {
  switch (field) {
    case 'y':
      return date.getUTCFullYear()
    case 'M':
      return date.getUTCMonth() + 1
    case 'd':
      return date.getUTCDate()
    case 'H':
      return date.getUTCHours()
    case 'm':
      return date.getUTCMinutes()
    case 's':
      return date.getUTCSeconds()
    case 'S':
      return date.getUTCMilliseconds()
  }
}

function readerOf(parts: readonly Part[]): RegExp {
  const pieces = parts.map((part) => {
    if ('literal' in part) return part.literal.replaceAll(/\W/g, '\\$&')
    if (part.field === 'M' && part.width === 3) return `(${MONTHS.join('|')})`
    return part.width === 1 ? '(\\d{1,4})' : `(\\d{${part.width}})`
  })
  return new RegExp(`^${pieces.join('')}$`)
}

type FieldPart = Extract<Part, { field: Field }>

function readDate(match: RegExpExecArray | null, fields: readonly FieldPart[]): Date | undefined {
  if (!match) return undefined
  const values = new Map(
    fields.map((part, index) => [part.field, readField(part, match[index + 1] ?? '')]),
  )
  const [month, day] = [values.get('M') ?? 1, values.get('d') ?? 1]
  const date = new Date(0)
  date.setUTCFullYear(values.get('y') ?? 1970, month - 1, day)
  const [hour, minute] = [values.get('H') ?? 0, values.get('m') ?? 0]
  date.setUTCHours(hour, minute, values.get('s') ?? 0, values.get('S') ?? 0)
  // The 31st of a shorter month would become another day.
  return [...values].every(([field, value]) => valueOf(field, date) === value) ? date : undefined
}

function readField({ field, width }: FieldPart, text: string): number {
  if (field === 'M' && width === 3) return MONTHS.indexOf(text) + 1
  if (field === 'S') return Number(text.padEnd(3, '0'))
  return Number(text) + (field === 'y' && width === 2 ? 2000 : 0)
}

const MILLISECONDS = {
  WEEKS: 7 * dayMs,
  DAYS: dayMs,
  HOURS: hourMs,
  MINUTES: minuteMs,
  SECONDS: secondMs,
  MILLIS: 1,
} as const

/** As java.time: the 31st and a month is the last day of the next one. */
export function plus(date: Date, amount: number, unit: DateUnit): Date {
  if (unit !== 'YEARS' && unit !== 'MONTHS') {
    return new Date(date.getTime() + amount * MILLISECONDS[unit])
  }
  const months = date.getUTCMonth() + amount * (unit === 'YEARS' ? 12 : 1)
  const moved = new Date(date)
  moved.setUTCDate(1)
  moved.setUTCMonth(months)
  const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate()
  moved.setUTCDate(Math.min(date.getUTCDate(), last))
  return moved
}

/** About how long a unit is; no year and no month is shorter. */
export function shortestMs(unit: DateUnit): number {
  if (unit === 'YEARS') return 365 * dayMs
  return unit === 'MONTHS' ? 28 * dayMs : MILLISECONDS[unit]
}
