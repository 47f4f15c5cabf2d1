// The mover's side of what the events of a day are looked up by: terms, each told once, and under
// each the places of its events.

import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { PlacedEventRow } from './event-row.ts'
import type { LookupAttribute } from './store.ts'

type Entry = readonly [term: number, timeSeconds: number, sequence: number]

/** Together they cost half of what they cost one by one. */
const entriesPerStatement = 50
const termsKnownMax = 5000

export class LookupIndex {
  /** The numbers of terms that came of late. */
  readonly #known = new Map<string, number>()
  readonly #selectTerm: StatementSync
  readonly #insertTerm: StatementSync
  readonly #insertEntry: StatementSync
  readonly #insertEntries: StatementSync

  constructor(database: DatabaseSync) {
    this.#selectTerm = database.prepare(
      'SELECT id FROM term WHERE account = ? AND region = ? AND attribute = ? AND value = ?',
    )
    this.#insertTerm = database.prepare(
      'INSERT INTO term (account, region, attribute, value) VALUES (?, ?, ?, ?)',
    )
    this.#insertEntry = database.prepare(insertOf(1))
    this.#insertEntries = database.prepare(insertOf(entriesPerStatement))
  }

  /** Entries that are there already are left as they are. */
  add(events: readonly PlacedEventRow[]): void {
    const entries = events.flatMap((event) => this.#entriesOf(event))
    // In the order of the index: neighbours share their pages.
    entries.sort(([one], [other]) => one - other)
    const whole = entries.length - (entries.length % entriesPerStatement)
    for (let at = 0; at < whole; at += entriesPerStatement) {
      this.#insertEntries.run(...entries.slice(at, at + entriesPerStatement).flat())
    }
    for (const entry of entries.slice(whole)) this.#insertEntry.run(...entry)
  }

  /** Those that came last were rolled back, and their numbers are given anew. */
  forgetTerms(): void {
    this.#known.clear()
  }

  #entriesOf(event: PlacedEventRow): Entry[] {
    const [sequence, , account, region, timeSeconds, attributesJson, , category] = event
    if (category !== 'Management') return []
    const attributes = JSON.parse(attributesJson) as readonly [LookupAttribute, string][]
    const entries: Entry[] = [[this.#term(account, region, '', ''), timeSeconds, sequence]]
    for (const [attribute, value] of attributes) {
      if (attribute === 'EventId') continue // The events themselves have an index for it.
      entries.push([this.#term(account, region, attribute, value), timeSeconds, sequence])
    }
    return entries
  }

  #term(...term: readonly [account: string, region: string, attribute: string, value: string]) {
    const name = term.join('/') // Only a value may hold slashes itself.
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const stored =
      this.#selectTerm.get(...term)?.id ?? this.#insertTerm.run(...term).lastInsertRowid
    if (this.#known.size === termsKnownMax) this.#known.clear()
    const id = Number(stored)
    this.#known.set(name, id)
    return id
  }
}

const insertOf = (entries: number): string =>
  `INSERT OR IGNORE INTO entry (term, time, sequence)
   VALUES ${Array.from({ length: entries }, () => '(?, ?, ?)').join(', ')}`
