// What was called, and what is known of it: the events are held against that.

import assert from 'node:assert/strict'
import { paginateLookupEvents } from '@aws-sdk/client-cloudtrail'
import type { Clients } from './fleet.ts'

interface Answered {
  readonly $metadata: { readonly requestId?: string | undefined }
}

/** Nobody knows what became of it: the node died, or told of a fault of its own. */
export class Unknown extends Error {}

interface RecordedEvent {
  readonly requestID: string
  readonly userIdentity: { readonly accessKeyId?: string }
}

interface Refusal {
  readonly name?: string
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string }
}

export class Calls {
  /** Request ids of calls that were answered, refused or not, and what they were. */
  readonly #answered = new Map<string, string>()
  /** How many of each nobody knows about. */
  readonly #unknown = new Map<string, number>()
  readonly #seen = new Set<string>()
  readonly faults = new Map<string, number>()

  get acknowledged(): number {
    return this.#answered.size
  }

  get events(): number {
    return this.#seen.size
  }

  /** Resolves to the answer. Rejects with the refusal, or with Unknown. */
  async make<Answer extends Answered>(name: string, ask: () => Promise<Answer>): Promise<Answer> {
    try {
      const answer = await ask()
      this.#answered.set(answer.$metadata.requestId ?? '', name)
      return answer
    } catch (fault) {
      const { name: code = '', $metadata = {} } = fault as Refusal
      const { httpStatusCode = 500, requestId } = $metadata
      if (httpStatusCode >= 500 || code.startsWith('Throttling')) {
        this.#unknown.set(name, (this.#unknown.get(name) ?? 0) + 1)
        this.faults.set(code, (this.faults.get(code) ?? 0) + 1)
        throw new Unknown(`${name}: ${code}`, { cause: fault })
      }
      this.#answered.set(requestId ?? '', name)
      throw fault
    }
  }

  /**
   * Each answered call has one event, and no event is of a call that nobody made, but for those of
   * whoever looks on, who has an access key of their own.
   */
  async requireEvents({ trail }: Clients, onlooker: string): Promise<void> {
    const byRequest = new Map<string, string>()
    const ids = new Set<string>()
    for await (const { Events = [] } of paginateLookupEvents({ client: trail }, {})) {
      for (const { EventName = '', EventId = '', CloudTrailEvent = '{}' } of Events) {
        const { requestID, userIdentity } = JSON.parse(CloudTrailEvent) as RecordedEvent
        if (userIdentity.accessKeyId === onlooker) continue
        assert.ok(!ids.has(EventId), `the event ${EventId} is there twice`)
        ids.add(EventId)
        assert.ok(!byRequest.has(requestID), `two events of one ${EventName}`)
        byRequest.set(requestID, EventName)
      }
    }
    for (const id of this.#seen) assert.ok(ids.has(id), `the event ${id} is gone`)
    for (const id of ids) this.#seen.add(id)
    for (const [requestId, name] of this.#answered) {
      assert.equal(byRequest.get(requestId), name, `an acknowledged ${name} has no event`)
      byRequest.delete(requestId)
    }
    this.#requireKnown([...byRequest.values()])
  }

  #requireKnown(names: readonly string[]): void {
    const left = new Map(this.#unknown)
    for (const name of names) {
      const count = left.get(name) ?? 0
      assert.ok(count > 0, `there is an event of a ${name} that nobody made`)
      left.set(name, count - 1)
    }
  }
}
