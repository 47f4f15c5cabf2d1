import { useCallback, useEffect, useRef, useState } from 'react'
import { aws } from '../../api/aws.ts'
import { CallFailed } from '../../api/call.ts'
import { failureOf } from '../../api/use-answer.ts'
import type { LookedUpEvent } from './event-record.ts'
import { inputOf, type Lookup } from './lookup.ts'

interface Page {
  readonly Events?: readonly LookedUpEvent[]
  readonly NextToken?: string
}

export interface Events {
  /** Newest first, as far as they were loaded. */
  readonly events: readonly LookedUpEvent[]
  /** There are more; each page costs a request, of which AWS takes two a second. */
  readonly hasMore: boolean
  /** There are more than the event history is good for. */
  readonly isFull: boolean
  readonly loading: boolean
  /** AWS was asked too often, and is asked again in a moment. */
  readonly throttled: boolean
  readonly failure: CallFailed | undefined
  readonly more: () => void
  readonly again: () => void
}

/** Beyond it a query over the logs is sooner done: it would take 20 seconds to load as many. */
export const EVENTS_MAX = 2000

const throttling = { waitsMs: [1000, 2000, 4000, 8000] } as const

export function useEvents(lookup: Lookup): Events {
  const about = JSON.stringify(lookup)
  const [pages, setPages] = useState<readonly Page[]>([])
  const [loading, setLoading] = useState(true)
  const [throttled, setThrottled] = useState(false)
  const [failure, setFailure] = useState<CallFailed>()
  const [round, setRound] = useState(0)
  const leaving = useRef(new AbortController())
  const started = useRef<object>({})
  const load = useCallback((NextToken?: string) => {
    const { signal } = leaving.current
    setLoading(true)
    setFailure(undefined)
    const input = { ...started.current, ...(NextToken && { NextToken }) }
    const tell = (is: boolean): void => {
      if (!signal.aborted) setThrottled(is)
    }
    lookUp(input, signal, tell)
      .then(
        (page) => {
          if (!signal.aborted) setPages((old) => (NextToken ? [...old, page] : [page]))
        },
        (thrown: unknown) => {
          if (!signal.aborted) setFailure(failureOf(thrown))
        },
      )
      .finally(() => {
        if (!signal.aborted) setLoading(false)
      })
  }, [])
  useEffect(() => {
    leaving.current = new AbortController()
    // A token goes with the times that it was given for: they stay as they were at first.
    started.current = inputOf(JSON.parse(about) as Lookup, new Date())
    setPages([])
    setThrottled(false)
    load()
    return () => leaving.current.abort()
  }, [about, round, load])
  const token = pages.at(-1)?.NextToken
  const events = pages.flatMap(({ Events: found = [] }) => found)
  const isFull = token !== undefined && events.length >= EVENTS_MAX
  return {
    events,
    hasMore: token !== undefined && !isFull,
    isFull,
    loading,
    throttled,
    failure,
    more: () => load(token),
    again: () => setRound((old) => old + 1),
  }
}

/** Waits where AWS was asked too often: two requests a second are all that an account has. */
async function lookUp(
  input: object,
  signal: AbortSignal,
  tell: (throttled: boolean) => void,
): Promise<Page> {
  for (const waitMs of [...throttling.waitsMs, undefined]) {
    try {
      const page = await aws<Page>('cloudtrail', 'LookupEvents', input, { signal })
      tell(false)
      return page
    } catch (thrown) {
      const isThrottled = thrown instanceof CallFailed && thrown.code === 'ThrottlingException'
      if (!isThrottled || waitMs === undefined) {
        tell(false)
        throw thrown
      }
      tell(true)
      await new Promise((resolve) => setTimeout(resolve, waitMs))
    }
  }
  throw new Error('the last round returns or throws')
}
