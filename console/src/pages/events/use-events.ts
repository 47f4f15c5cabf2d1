import { useCallback, useEffect, useRef, useState } from 'react'
import { aws } from '../../api/aws.ts'
import type { CallFailed } from '../../api/call.ts'
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
  readonly loading: boolean
  readonly failure: CallFailed | undefined
  readonly more: () => void
  readonly again: () => void
}

export function useEvents(lookup: Lookup): Events {
  const about = JSON.stringify(lookup)
  const [pages, setPages] = useState<readonly Page[]>([])
  const [loading, setLoading] = useState(true)
  const [failure, setFailure] = useState<CallFailed>()
  const [round, setRound] = useState(0)
  const leaving = useRef(new AbortController())
  const started = useRef<object>({})
  const load = useCallback((NextToken?: string) => {
    const { signal } = leaving.current
    setLoading(true)
    setFailure(undefined)
    const input = { ...started.current, ...(NextToken && { NextToken }) }
    aws<Page>('cloudtrail', 'LookupEvents', input, { signal }).then(
      (page) => {
        if (signal.aborted) return
        setPages((old) => (NextToken ? [...old, page] : [page]))
        setLoading(false)
      },
      (thrown: unknown) => {
        if (signal.aborted) return
        setFailure(failureOf(thrown))
        setLoading(false)
      },
    )
  }, [])
  useEffect(() => {
    leaving.current = new AbortController()
    // A token goes with the times that it was given for: they stay as they were at first.
    started.current = inputOf(JSON.parse(about) as Lookup, new Date())
    setPages([])
    load()
    return () => leaving.current.abort()
  }, [about, round, load])
  const token = pages.at(-1)?.NextToken
  return {
    events: pages.flatMap(({ Events = [] }) => Events),
    hasMore: token !== undefined,
    loading,
    failure,
    more: () => load(token),
    again: () => setRound((old) => old + 1),
  }
}
