// Entries that are gathered over a store and not written to it: what reads see holds all of them,
// and at the end they are one entry, or nothing.

import { compareIds } from './row-id.ts'
import { indexKeys, valueOf } from './row-value.ts'
import type {
  Change,
  Entry,
  EventPage,
  EventQuery,
  FeedRequest,
  PageRequest,
  PlacedEvent,
  Row,
  Store,
  StoredEvent,
  StoreView,
  Table,
} from './store.ts'
import { StaleChange } from './store.ts'

/** A row of the draft. */
interface DraftRow {
  readonly table: Table<never>
  readonly id: string
  /** The version that the store below had when the draft first touched the row. */
  readonly rests: number
  /** Undefined: it is deleted. */
  readonly row: Row<unknown> | undefined
}

/** What a draft lies over: a store, or another draft. */
type Below = Pick<Store, keyof StoreView | 'files' | 'trouble'>

export class DraftStore implements Store {
  readonly #below: Below
  /** By table name, then by id. */
  readonly #tables = new Map<string, Map<string, DraftRow>>()
  readonly #events: StoredEvent[] = []
  #changes = 0

  constructor(below: Below) {
    this.#below = below
  }

  get files(): Store['files'] {
    return this.#below.files
  }

  get<Value>(table: Table<Value>, id: string): Row<Value> | undefined {
    const drafted = this.#tables.get(table.name)?.get(id)
    return drafted ? (drafted.row as Row<Value> | undefined) : this.#below.get(table, id)
  }

  page<Value>(table: Table<Value>, request: PageRequest): readonly Row<Value>[] {
    const below = (wider: PageRequest) => this.#below.page(table, wider)
    return this.#merged(table, request, below, () => true)
  }

  find<Value>(
    table: Table<Value>,
    index: string,
    key: string,
    request: PageRequest,
  ): readonly Row<Value>[] {
    const below = (wider: PageRequest) => this.#below.find(table, index, key, wider)
    return this.#merged(table, request, below, ({ row }) =>
      Boolean(
        indexKeys(table as unknown as Table<never>, row)
          .get(index)
          ?.has(key),
      ),
    )
  }

  async append({ changes, events, files }: Entry): Promise<void> {
    if (files) throw new Error('a draft adopts no files')
    for (const { table, id, rests } of changes) {
      if ((this.get(table, id)?.version ?? 0) !== rests) throw new StaleChange(table.name, id)
    }
    for (const change of changes) this.#put(change)
    this.#events.push(...events)
  }

  /** Everything as one entry for the store below. Rows that came and went are not in it. */
  entry(): Entry {
    const drafted = [...this.#tables.values()].flatMap((rows) => [...rows.values()])
    const changes = drafted
      .filter(({ rests, row }) => rests !== 0 || row)
      .map(({ table, id, rests, row }) => ({ table, id, rests, value: row?.value }))
    return { changes, events: this.#events }
  }

  /** Rows of the store below that would be other ones, or gone, and rows that are new. */
  changes(): readonly { readonly before: unknown; readonly after: unknown }[] {
    return this.entry().changes.map(({ table, id, value }) => ({
      before: this.#below.get(table, id)?.value,
      after: value,
    }))
  }

  events(query: EventQuery): EventPage {
    return this.#below.events(query)
  }

  eventsBehind(request: FeedRequest): readonly PlacedEvent[] {
    return this.#below.eventsBehind(request)
  }

  newestSequence(): number {
    return this.#below.newestSequence()
  }

  trouble(): string | undefined {
    return this.#below.trouble()
  }

  emptyAllExcept(): Promise<void> {
    return Promise.reject(new Error('a draft empties nothing'))
  }

  dropEventDaysBefore(): Promise<void> {
    return Promise.reject(new Error('a draft drops nothing'))
  }

  async close(): Promise<void> {}

  #put({ table, id, value }: Change): void {
    const rows = this.#tables.get(table.name) ?? new Map<string, DraftRow>()
    this.#tables.set(table.name, rows)
    const known = rows.get(id)
    const rests = known?.rests ?? this.#below.get(table, id)?.version ?? 0
    // Versions of the store below are positive: none is taken for one of the draft.
    const version = -(this.#changes += 1)
    const text = value === undefined ? undefined : JSON.stringify(value)
    const row = text === undefined ? undefined : { id, version, value: valueOf(text) }
    rows.set(id, { table, id, rests, row: row && Object.freeze(row) })
  }

  #merged<Value>(
    table: Table<Value>,
    request: PageRequest,
    below: (wider: PageRequest) => readonly Row<Value>[],
    isFound: (drafted: DraftRow) => boolean,
  ): readonly Row<Value>[] {
    const drafted = this.#tables.get(table.name)
    if (!drafted) return below(request)
    const { prefix = '', after = '', limit } = request
    // As many more as the draft can hide.
    const kept = below({ ...request, limit: limit + drafted.size }).filter(
      ({ id }) => !drafted.has(id),
    )
    const own = [...drafted.values()].flatMap(({ id, row, ...rest }) => {
      const inRange = id.startsWith(prefix) && compareIds(id, after) > 0
      return row && inRange && isFound({ id, row, ...rest }) ? [row as Row<Value>] : []
    })
    return [...kept, ...own].toSorted((a, b) => compareIds(a.id, b.id)).slice(0, limit)
  }
}
