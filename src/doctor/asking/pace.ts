// How fast AWS is asked: LookupEvents as often as AWS takes it, everything else a bounded number
// at a time, so that the questions about a big account leave room for everybody else in it.

import { setTimeout as sleep } from 'node:timers/promises'
import { secondMs } from '../../base/sizes.ts'
import type { Question } from './question.ts'

export interface Clock {
  /** Counts on, from whenever. */
  readonly nowMs: () => number
  readonly pause: (ms: number, signal: AbortSignal | undefined) => Promise<void>
}

export interface Pace {
  /** Lends a whole question, with whatever is tried again, one of the places that there are. */
  readonly inTurn: <Result>(ask: () => Promise<Result>) => Promise<Result>
  /** Lets one request out when its time has come. */
  readonly send: <Result>(question: Question, request: () => Promise<Result>) => Promise<Result>
}

export const paceLimits = {
  questionsAtOnceMax: 20,
  /** AWS: LookupEvents, of one account and Region, from everybody in it together. */
  lookupsPerWindowMax: 2,
  /** A second, and what two requests may lose on one another on their way. */
  lookupWindowMs: 1050,
  /** After a ThrottlingException no lookup goes out for so long; doubled by each further one. */
  throttledMs: { first: 1 * secondMs, most: 8 * secondMs },
} as const

/** Monotonic: a clock that is set while the doctor works changes no pace. */
const ownClock: Clock = {
  nowMs: () => performance.now(),
  pause: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}),
}

export function paceOf(signal: AbortSignal | undefined, clock: Clock = ownClock): Pace {
  const inTurn = boundedTo(paceLimits.questionsAtOnceMax)
  const lookUp = lookupsInWindows(clock, signal)
  return {
    inTurn,
    send: (question, request) => (isLookup(question) ? lookUp(request) : request()),
  }
}

const isLookup = ({ service, operation }: Question): boolean =>
  service === 'cloudtrail' && operation === 'LookupEvents'

function boundedTo(most: number): Pace['inTurn'] {
  let free = most
  const waiting: (() => void)[] = []
  return async (ask) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await ask()
    } finally {
      // Handed on directly: whoever comes in between waits behind those who wait.
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}

function lookupsInWindows(clock: Clock, signal: AbortSignal | undefined) {
  const { lookupsPerWindowMax, lookupWindowMs, throttledMs } = paceLimits
  /** When the latest were let out, or will be. */
  const latest: number[] = []
  let heldUntilMs = -Infinity
  let holdMs: number = throttledMs.first
  const slot = (): number => {
    const windowAgo = latest.at(-lookupsPerWindowMax)
    const atMs = Math.max(clock.nowMs(), heldUntilMs, (windowAgo ?? -Infinity) + lookupWindowMs)
    latest.push(atMs)
    if (latest.length > lookupsPerWindowMax) latest.shift()
    return atMs
  }
  return async <Result>(request: () => Promise<Result>): Promise<Result> => {
    await until(slot(), clock, signal)
    // A slot that was given before a ThrottlingException waits as well.
    await until(heldUntilMs, clock, signal)
    try {
      const answer = await request()
      holdMs = throttledMs.first
      return answer
    } catch (thrown) {
      if (isThrottling(thrown)) {
        heldUntilMs = clock.nowMs() + holdMs
        holdMs = Math.min(throttledMs.most, holdMs * 2)
      }
      throw thrown
    }
  }
}

async function until(atMs: number, clock: Clock, signal: AbortSignal | undefined): Promise<void> {
  const waitMs = atMs - clock.nowMs()
  if (waitMs > 0) await clock.pause(waitMs, signal)
}

const isThrottling = (thrown: unknown): boolean =>
  thrown instanceof Error && thrown.name === 'ThrottlingException'
