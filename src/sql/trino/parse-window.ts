import type { Cursor } from './cursor.ts'
import { parseSortItems } from './parse-sort.ts'
import type { Frame, FrameBound, Window } from './syntax.ts'

/** What follows OVER. */
export function parseWindow(cursor: Cursor): Window {
  if (!cursor.isSymbol('(')) throw cursor.notSupported('a named window')
  return cursor.parenthesized((): Window => {
    const partitionBy = cursor.takeWord('PARTITION', 'BY')
      ? cursor.list(() => cursor.expression())
      : []
    const orderBy = cursor.takeWord('ORDER', 'BY') ? parseSortItems(cursor) : []
    const frame = frameOf(cursor)
    return { partitionBy, orderBy, ...(frame && { frame }) }
  })
}

const UNITS = ['ROWS', 'RANGE', 'GROUPS'] as const

function frameOf(cursor: Cursor): Frame | undefined {
  const unit = UNITS.find((word) => cursor.takeWord(word))
  if (!unit) return undefined
  if (!cursor.takeWord('BETWEEN')) return { unit, start: boundOf(cursor) }
  const start = boundOf(cursor)
  cursor.requireWord('AND')
  return { unit, start, end: boundOf(cursor) }
}

const FIXED = ['UNBOUNDED PRECEDING', 'UNBOUNDED FOLLOWING', 'CURRENT ROW'] as const

function boundOf(cursor: Cursor): FrameBound {
  const fixed = FIXED.find((words) => cursor.takeWord(...words.split(' ')))
  if (fixed) return { kind: fixed }
  const distance = cursor.expression()
  if (cursor.takeWord('PRECEDING')) return { kind: 'PRECEDING', distance }
  cursor.requireWord('FOLLOWING')
  return { kind: 'FOLLOWING', distance }
}
