import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { CallFailed, CallOptions } from '../api/call.ts'
import { failureOf } from '../api/use-answer.ts'

/** Something that a person sets going, and may stop. */
export interface Work<Input> {
  readonly isRunning: boolean
  /** The last line of progress. */
  readonly progress: unknown
  readonly failure: CallFailed | undefined
  readonly run: (input: Input) => void
  readonly stop: () => void
}

/** One at a time; whoever leaves the page stops it. */
export function useWork<Input = void>(
  work: (input: Input, options: Required<CallOptions>) => Promise<unknown>,
): Work<Input> {
  const [isRunning, setRunning] = useState(false)
  const [progress, setProgress] = useState<unknown>()
  const [failure, setFailure] = useState<CallFailed>()
  const running = useRef<AbortController>(undefined)
  const asked = useRef(work)
  useLayoutEffect(() => {
    asked.current = work
  })
  const stop = useCallback(() => running.current?.abort(), [])
  useEffect(() => stop, [stop])
  const run = useCallback((input: Input) => {
    running.current?.abort()
    const leaving = new AbortController()
    running.current = leaving
    setRunning(true)
    setProgress(undefined)
    setFailure(undefined)
    asked
      .current(input, { signal: leaving.signal, tell: setProgress })
      .catch((thrown: unknown) => {
        if (!leaving.signal.aborted) setFailure(failureOf(thrown))
      })
      .finally(() => {
        if (running.current === leaving) setRunning(false)
      })
  }, [])
  return { isRunning, progress, failure, run, stop }
}
