// Copies events from the outbox into the indexed files of their days, in a thread of its own. It
// never touches the outbox: the writer takes out what is durable here, so that a crash between
// the two leaves an event in both places, where it is seen once, and never in none.

import { workerData } from 'node:worker_threads'
import { deleteDayFile, openDayFile, type DayFile } from './day-file.ts'
import { dayOf, daysIn, type Day } from './event-days.ts'
import { EVENT_COLUMNS, type PlacedEventRow } from './event-row.ts'
import { faultAt } from './injected-fault.ts'
import type { MoverAnswer, MoverOptions, MoverQuestion } from './mover-messages.ts'
import { openForReading } from './schema.ts'
import { answerQuestions } from './thread-answers.ts'
import { MiB } from '../base/sizes.ts'

/** Neighbours in the index share pages and a sync: by 10,000, twice as fast as by 2,000. */
const eventsPerCopyMax = 10_000
const charactersPerCopyMax = 32 * MiB
/** Events arrive in the order of time, but for a clock that was set back. */
const openFilesMax = 2

const options = workerData as MoverOptions
const state = openForReading(options.statePath)
const selectOldest = state.prepare(
  `SELECT ${EVENT_COLUMNS} FROM outbox ORDER BY sequence LIMIT ${eventsPerCopyMax}`,
)
selectOldest.setReturnArrays(true)
const countStep = faultAt(options.failAtStep)
const files = new Map<Day, DayFile>()

answerQuestions((question: MoverQuestion): MoverAnswer => {
  switch (question.kind) {
    case 'copy':
      return copyOldest()
    case 'dropBefore':
      return dropDays((day) => day < question.day && isDelivered(day, question.delivered))
    case 'dropForgotten':
      return dropDays((day) => !fileOf(day).holdsEventsBehind(question.forgotten))
    case 'close':
      for (const day of files.keys()) closeFile(day)
      state.close()
      return { kind: 'closed' }
  }
})

function copyOldest(): MoverAnswer {
  const { events, full } = oldestEvents()
  const byDay = Map.groupBy(events, ([, , , , timeSeconds]) => dayOf(timeSeconds))
  for (const [day, ofDay] of byDay) {
    countStep()
    fileOf(day).add(ofDay)
  }
  return {
    kind: 'copied',
    through: events.at(-1)?.[0],
    days: [...byDay.keys()],
    full,
  }
}

function oldestEvents(): { readonly events: readonly PlacedEventRow[]; readonly full: boolean } {
  const events: PlacedEventRow[] = []
  let characters = 0
  for (const row of selectOldest.iterate()) {
    const event = row as unknown as PlacedEventRow
    const [, , , , , attributes, record] = event
    events.push(event)
    characters += attributes.length + record.length
    if (characters >= charactersPerCopyMax) return { events, full: true }
  }
  return { events, full: events.length === eventsPerCopyMax }
}

function isDelivered(day: Day, delivered: number | undefined): boolean {
  return delivered === undefined || !fileOf(day).holdsEventsBehind(delivered)
}

function dropDays(isToGo: (day: Day) => boolean): MoverAnswer {
  const days = daysIn(options.eventsDirectory).filter(isToGo)
  for (const day of days) {
    closeFile(day)
    deleteDayFile(options.eventsDirectory, day)
  }
  return { kind: 'dropped', days }
}

function fileOf(day: Day): DayFile {
  const open = files.get(day)
  if (open) return open
  for (const other of files.keys()) {
    if (files.size < openFilesMax) break
    closeFile(other)
  }
  const file = openDayFile(options.eventsDirectory, day, countStep)
  files.set(day, file)
  return file
}

function closeFile(day: Day): void {
  files.get(day)?.close()
  files.delete(day)
}
