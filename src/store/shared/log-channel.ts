// The log over a channel between processes: one serves it, the others ask.

import { secondMs } from '../../base/sizes.ts'
import type { EventQuery, FeedRequest } from '../store.ts'
import type { FileId } from '../object-file.ts'
import type { QueuedWrite } from '../writer-messages.ts'
import type { LogHead, RowState, SharedLog } from './shared-log.ts'
import type { LogCore } from './sqlite-log.ts'

/** Messages in both directions, in order; structured clones. */
export interface Channel {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** The other end is gone. */
  onClose(listener: () => void): void
}

/** What can be asked, with what, and what comes of it. */
interface Asked {
  read: (behind: number | undefined) => Reading
  commit: (writes: readonly QueuedWrite[]) => Awaited<ReturnType<SharedLog['commit']>>
  events: (query: EventQuery) => Awaited<ReturnType<SharedLog['events']>>
  eventsBehind: (request: FeedRequest) => Awaited<ReturnType<SharedLog['eventsBehind']>>
  dropEventDaysBefore: (date: Date, delivered: number | undefined) => void
  knownFiles: (ids: readonly FileId[]) => ReadonlySet<FileId>
  hold: (work: string, forMs: number) => boolean
  leave: (work: string) => void
}

/** All at once: whoever follows closely is told little, and whoever starts waits for all anyway. */
interface Reading {
  readonly head: LogHead
  readonly isWhole: boolean
  readonly pieces: readonly (readonly RowState[])[]
}

type Question = {
  [Name in keyof Asked]: {
    readonly log: 'ask'
    readonly id: number
    readonly name: Name
    readonly values: Parameters<Asked[Name]>
  }
}[keyof Asked]

type Reply =
  | { readonly log: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly log: 'fault'; readonly id: number; readonly message: string }
  | { readonly log: 'hint' }
  | { readonly log: 'trouble'; readonly trouble: string | undefined }

/** Work that one process does for all, until it ends or leaves it. */
export class Leases {
  readonly #held = new Map<string, { readonly holder: object; readonly untilMs: number }>()

  hold(holder: object, work: string, forMs: number): boolean {
    const held = this.#held.get(work)
    const now = performance.now()
    if (held && held.holder !== holder && held.untilMs > now) return false
    this.#held.set(work, { holder, untilMs: now + forMs })
    return true
  }

  leave(holder: object, work: string): void {
    if (this.#held.get(work)?.holder === holder) this.#held.delete(work)
  }

  leaveAll(holder: object): void {
    for (const work of this.#held.keys()) this.leave(holder, work)
  }
}

const troubleToldMs = 0.5 * secondMs

/** Answers whoever asks at the other end, and tells it of trouble. */
export function serveLog(log: LogCore, leases: Leases, channel: Channel): void {
  const send = (reply: Reply): void => channel.send(reply)
  let isOpen = true
  let told: string | undefined
  const telling = setInterval(() => {
    const trouble = log.trouble()
    if (trouble !== told) send({ log: 'trouble', trouble })
    told = trouble
  }, troubleToldMs).unref()
  const deaf = log.onHint(() => send({ log: 'hint' }))
  channel.onClose(() => {
    isOpen = false
    deaf()
    clearInterval(telling)
    leases.leaveAll(channel)
  })
  channel.onMessage((message) => {
    if (!isQuestion(message)) return
    const { id } = message
    answer(log, leases, channel, message).then(
      (value) => isOpen && send({ log: 'answer', id, value }),
      (fault: unknown) => {
        const text = fault instanceof Error ? fault.message : String(fault)
        if (isOpen) send({ log: 'fault', id, message: text })
      },
    )
  })
}

async function answer(
  log: LogCore,
  leases: Leases,
  channel: Channel,
  { name, values }: Question,
): Promise<ReturnType<Asked[keyof Asked]>> {
  switch (name) {
    case 'read': {
      const { head, isWhole, rows } = await log.read(...values)
      const pieces = []
      for await (const piece of rows) pieces.push(piece)
      return { head, isWhole, pieces }
    }
    case 'commit':
      return log.commit(...values)
    case 'events':
      return log.events(...values)
    case 'eventsBehind':
      return log.eventsBehind(...values)
    case 'dropEventDaysBefore':
      return log.dropEventDaysBefore(...values)
    case 'knownFiles':
      return log.knownFiles(...values)
    case 'hold':
      return leases.hold(channel, ...values)
    case 'leave':
      return leases.leave(channel, ...values)
  }
}

const isOfLog = (message: unknown): message is Question | Reply =>
  typeof message === 'object' && message !== null && 'log' in message

const isQuestion = (message: unknown): message is Question =>
  isOfLog(message) && message.log === 'ask'

/** The log that the other end serves. */
export function logOver(channel: Channel): SharedLog {
  return new ChannelLog(channel)
}

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (fault: Error) => void
}

class ChannelLog implements SharedLog {
  readonly #channel: Channel
  readonly #waiting = new Map<number, Waiting>()
  readonly #hintListeners = new Set<() => void>()
  #asked = 0
  #trouble: string | undefined
  #isClosed = false

  constructor(channel: Channel) {
    this.#channel = channel
    channel.onMessage((message) => this.#take(message))
    channel.onClose(() => this.#end())
  }

  async read(behind: number | undefined) {
    const { head, isWhole, pieces } = await this.#ask('read', behind)
    return { head, isWhole, rows: each(pieces) }
  }

  commit(writes: readonly QueuedWrite[]) {
    return this.#ask('commit', writes)
  }

  events(query: EventQuery) {
    return this.#ask('events', query)
  }

  eventsBehind(request: FeedRequest) {
    return this.#ask('eventsBehind', request)
  }

  dropEventDaysBefore(date: Date, delivered: number | undefined) {
    return this.#ask('dropEventDaysBefore', date, delivered)
  }

  /** None: who serves the log removes them. */
  async releasedFiles(): Promise<readonly FileId[]> {
    return []
  }

  knownFiles(ids: readonly FileId[]) {
    return this.#ask('knownFiles', ids)
  }

  /** A released one is known until it is removed. */
  filesOfEntries(ids: readonly FileId[]) {
    return this.#ask('knownFiles', ids)
  }

  /** Nobody was away for long: whoever serves the log outlives all who follow. */
  async forgetWhatIsGone(): Promise<void> {}

  async beHeard(): Promise<void> {}

  /** The processes of one stack are one. */
  async nodes(): Promise<number> {
    return 1
  }

  hold(work: string, forMs: number) {
    return this.#ask('hold', work, forMs)
  }

  leave(work: string) {
    return this.#ask('leave', work)
  }

  trouble(): string | undefined {
    return this.#trouble
  }

  onHint(listener: () => void): () => void {
    this.#hintListeners.add(listener)
    return () => void this.#hintListeners.delete(listener)
  }

  async close(): Promise<void> {
    this.#end()
  }

  #ask<Name extends keyof Asked>(
    name: Name,
    ...values: Parameters<Asked[Name]>
  ): Promise<ReturnType<Asked[Name]>> {
    if (this.#isClosed) return Promise.reject(new Error('whoever keeps the log is gone'))
    this.#asked += 1
    const id = this.#asked
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as Waiting['resolve'], reject })
      this.#channel.send({ log: 'ask', id, name, values })
    })
  }

  #take(message: unknown): void {
    if (!isOfLog(message) || message.log === 'ask') return
    if (message.log === 'hint') {
      for (const listener of this.#hintListeners) listener()
      return
    }
    if (message.log === 'trouble') {
      this.#trouble = message.trouble
      return
    }
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.log === 'answer') waiting?.resolve(message.value)
    else waiting?.reject(new Error(message.message))
  }

  #end(): void {
    this.#isClosed = true
    for (const { reject } of this.#waiting.values()) {
      reject(new Error('whoever keeps the log is gone'))
    }
    this.#waiting.clear()
  }
}

async function* each<Value>(values: readonly Value[]): AsyncGenerator<Value, undefined> {
  yield* values
  return undefined
}
