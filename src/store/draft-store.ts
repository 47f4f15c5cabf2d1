// Entries that are gathered over a store and not written to it: what reads see holds all of them,
// and at the end they are one entry, or nothing.

import { DraftTable } from './draft-table.ts'
import { compareIds } from './row-id.ts'
import { valueOf } from './row-value.ts'
import type { SortedIds } from './sorted-ids.ts'
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

/** What a draft lies over: a store, or another draft. */
type Below = Pick<
  Store,
  keyof StoreView | 'files' | 'freshen' | 'hold' | 'leave' | 'nodes' | 'tidy' | 'trouble' | 'queued'
>

export class DraftStore implements Store {
  readonly #below: Below
  /** By name. */
  readonly #tables = new Map<string, DraftTable>()
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
    const drafted = this.#tables.get(table.name)
    const below = (piece: PageRequest) => this.#below.page(table, piece)
    return drafted ? merged(drafted, drafted.ids(), request, below) : below(request)
  }

  find<Value>(
    table: Table<Value>,
    index: string,
    key: string,
    request: PageRequest,
  ): readonly Row<Value>[] {
    const drafted = this.#tables.get(table.name)
    const below = (piece: PageRequest) => this.#below.find(table, index, key, piece)
    return drafted ? merged(drafted, drafted.idsWith(index, key), request, below) : below(request)
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
    const drafted = [...this.#tables.values()].flatMap((table) => [...table.rows()])
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

  events(query: EventQuery): Promise<EventPage> {
    return this.#below.events(query)
  }

  eventsBehind(request: FeedRequest): Promise<readonly PlacedEvent[]> {
    return this.#below.eventsBehind(request)
  }

  newestSequence(): number {
    return this.#below.newestSequence()
  }

  queued(): number {
    return this.#below.queued()
  }

  freshen(): Promise<void> | undefined {
    return this.#below.freshen()
  }

  hold(work: string, forMs: number): Promise<boolean> {
    return this.#below.hold(work, forMs)
  }

  leave(work: string): Promise<void> {
    return this.#below.leave(work)
  }

  nodes(): Promise<number> {
    return this.#below.nodes()
  }

  tidy(): Promise<void> {
    return this.#below.tidy()
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
    const drafted = this.#tables.get(table.name) ?? new DraftTable()
    this.#tables.set(table.name, drafted)
    const known = drafted.get(id)
    const rests = known?.rests ?? this.#below.get(table, id)?.version ?? 0
    // Versions of the store below are positive: none is taken for one of the draft.
    const version = -(this.#changes += 1)
    const text = value === undefined ? undefined : JSON.stringify(value)
    const row = text === undefined ? undefined : { id, version, value: valueOf(text) }
    drafted.put({ table, id, rests, row: row && Object.freeze(row) })
  }
}

type ReadRows<Value> = (request: PageRequest) => readonly Row<Value>[]

/** The draft's rows among those of the store below that it has not touched, in order. */
function merged<Value>(
  drafted: DraftTable,
  ids: SortedIds,
  { prefix = '', after = '', limit }: PageRequest,
  below: ReadRows<Value>,
): readonly Row<Value>[] {
  const rows: Row<Value>[] = []
  const own = ids.behind(prefix, after)
  const kept = untouched(drafted, { prefix, after, limit }, below)
  let [ownId, keptRow] = limit > 0 ? [own.next().value, kept.next().value] : []
  while (rows.length < limit && (ownId !== undefined || keptRow)) {
    if (keptRow && (ownId === undefined || compareIds(keptRow.id, ownId) < 0)) {
      rows.push(keptRow)
      keptRow = kept.next().value
    } else if (ownId !== undefined) {
      // INVARIANT: the lists of a drafted table hold the ids of its rows, and of no deleted one.
      rows.push(drafted.get(ownId)?.row as Row<Value>)
      ownId = own.next().value
    }
  }
  return rows
}

/** Piece by piece: of the store below is read what is asked for and what the draft hides. */
function* untouched<Value>(
  drafted: DraftTable,
  request: PageRequest,
  below: ReadRows<Value>,
): Generator<Row<Value>, undefined> {
  for (let piece = request; ;) {
    const rows = below(piece)
    for (const row of rows) if (!drafted.get(row.id)) yield row
    const last = rows.at(-1)
    if (!last || rows.length < piece.limit) return undefined
    piece = { ...piece, after: last.id, limit: 2 * piece.limit }
  }
}
