// The partitions of the events: one UTC day each, so that a day is dropped without a trace.

import { dayMs, secondMs } from '../../base/sizes.ts'
import { dayOf, type Day } from '../event-days.ts'
import type { Connection, Statement } from './connection.ts'
import { sqlState } from './connection.ts'

const DAYS: Statement = { name: 'days', text: 'SELECT day FROM event_day ORDER BY day DESC' }
const KEEP_DAY: Statement = {
  name: 'keep-day',
  text: 'INSERT INTO event_day VALUES ($1) ON CONFLICT DO NOTHING',
}
const FORGET_DAY: Statement = { name: 'forget-day', text: 'DELETE FROM event_day WHERE day = $1' }

/** `42P07`: it exists; `23505`: another node is making it at this moment. */
const ALREADY = ['42P07', '23505']

/** Makes the partitions of these days unless they are there. */
export async function ensureDays(connection: Connection, days: Iterable<Day>): Promise<void> {
  for (const day of days) {
    const { from, to } = secondsOf(day)
    try {
      await connection.script(
        `CREATE TABLE IF NOT EXISTS ${tableOf(day)} PARTITION OF event
         FOR VALUES FROM (${from}) TO (${to})`,
      )
    } catch (fault) {
      if (!ALREADY.includes(sqlState(fault) ?? '')) throw fault
    }
    await connection.query(KEEP_DAY, [day])
  }
}

/** Newest first. */
export async function daysIn(connection: Connection): Promise<readonly Day[]> {
  const { rows } = await connection.query(DAYS)
  return rows.map(({ day }: { readonly day: Day }) => day)
}

/** Drops the days before the date's; a day stays that holds an event behind `delivered`. */
export async function dropDaysBefore(
  connection: Connection,
  date: Date,
  delivered: number | undefined,
): Promise<void> {
  const first = dayOf(date.getTime() / secondMs)
  for (const day of await daysIn(connection)) {
    if (day >= first) continue
    if (delivered !== undefined && (await newestIn(connection, day)) > delivered) continue
    await connection.script(`DROP TABLE IF EXISTS ${tableOf(day)}`)
    await connection.query(FORGET_DAY, [day])
  }
}

async function newestIn(connection: Connection, day: Day): Promise<number> {
  const [result] = await connection.script(`SELECT max(sequence) AS newest FROM ${tableOf(day)}`)
  const [row] = (result?.rows ?? []) as readonly { readonly newest: string | null }[]
  return Number(row?.newest ?? 0)
}

/** Of the day's seconds since 1970: the first, and the first of the next day. */
export function secondsOf(day: Day): { readonly from: number; readonly to: number } {
  const from = Date.parse(day) / secondMs
  return { from, to: from + dayMs / secondMs }
}

/** INVARIANT: a day is made by `dayOf` and holds digits and hyphens only. */
const tableOf = (day: Day): string => `event_${day.replaceAll('-', '_')}`
