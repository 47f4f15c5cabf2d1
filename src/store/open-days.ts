// The days that have a file, and the files of those that were read of late.

import { openDay, type DayReader, type SequenceRange } from './day-reader.ts'
import { daysIn, type Day } from './event-days.ts'

/** More than the days of the event history: a rare attribute is looked for in every one. */
const openDaysMax = 100

export class OpenDays {
  readonly #directory: string
  readonly #days: Set<Day>
  readonly #open = new Map<Day, DayReader>()
  /** Of days that have got no event since it was asked for. */
  readonly #ranges = new Map<Day, SequenceRange>()

  constructor(directory: string) {
    this.#directory = directory
    this.#days = new Set(daysIn(directory))
  }

  /** Their files have got new events. */
  add(days: readonly Day[]): void {
    for (const day of days) {
      this.#days.add(day)
      this.#ranges.delete(day)
    }
  }

  /** Their files are gone. */
  remove(days: readonly Day[]): void {
    for (const day of days) {
      this.#days.delete(day)
      this.#ranges.delete(day)
      this.#close(day)
    }
  }

  all(): readonly Day[] {
    return [...this.#days]
  }

  /** Undefined: there is nothing to read in the file of this day. */
  reader(day: Day): DayReader | undefined {
    const reader = this.#open.get(day) ?? openDay(this.#directory, day)
    if (!reader) return undefined
    // To the end of the Map, which is closed last.
    this.#open.delete(day)
    this.#open.set(day, reader)
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= openDaysMax) break
      this.#close(oldest)
    }
    return reader
  }

  /** At least what the file held when `add` last named the day. */
  range(day: Day): SequenceRange | undefined {
    const known = this.#ranges.get(day)
    if (known) return known
    const range = this.reader(day)?.range()
    if (range) this.#ranges.set(day, range)
    return range
  }

  /** Lets go of the files of these days, to be opened again when they are asked for. */
  letGo(concerns: (day: Day) => boolean): void {
    for (const day of [...this.#open.keys()].filter(concerns)) this.#close(day)
  }

  close(): void {
    for (const day of this.#open.keys()) this.#close(day)
  }

  #close(day: Day): void {
    this.#open.get(day)?.close()
    this.#open.delete(day)
  }
}
