// The names of the files that hold one UTC day of events each.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { dayMs, secondMs } from '../base/sizes.ts'

/** `2026-11-23`; their order as texts is their order in time. */
export type Day = string

const DAY_FILE = /^(\d{4}-\d{2}-\d{2})\.db$/
const daySeconds = dayMs / secondMs

export function dayOf(timeSeconds: number): Day {
  return new Date(timeSeconds * secondMs).toISOString().slice(0, 'yyyy-mm-dd'.length)
}

export const dayPath = (directory: string, day: Day): string => join(directory, `${day}.db`)

export function daysIn(directory: string): Day[] {
  return readdirSync(directory).flatMap((name) => DAY_FILE.exec(name)?.[1] ?? [])
}

/** Whether the day holds any second of the span; both ends are inclusive. */
export function dayTouches(day: Day, fromSeconds: number, toSeconds: number): boolean {
  const start = Date.parse(day) / secondMs
  return start <= toSeconds && fromSeconds < start + daySeconds
}
