import { setTimeout as sleep } from 'node:timers/promises'
import { secondMs } from '../../../base/sizes.ts'

/** AWS takes two LookupEvents a second, from everybody in the account together. */
const lookUpMs = secondMs / 2

/** Turns of LookupEvents, shared by everybody who asks the event history of one Region. */
export class Pace {
  /** Two may go at once: AWS counts by the second. */
  #nextMs = performance.now() - lookUpMs

  /** Resolves when the next request may go; at once after an interruption. */
  async turn(signal: AbortSignal | undefined): Promise<void> {
    const nowMs = performance.now()
    const atMs = Math.max(nowMs, this.#nextMs)
    this.#nextMs = Math.max(nowMs - lookUpMs, this.#nextMs) + lookUpMs
    if (atMs > nowMs) await sleep(atMs - nowMs, undefined, { signal }).catch(() => undefined)
  }
}
