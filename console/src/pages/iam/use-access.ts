// What one principal can do on every key: long work, told of as it goes on, that can be stopped.

import { useCallback, useEffect, useRef, useState } from 'react'
import type { AccessAnswer } from '../../../../src/console/api/routes/access.ts'
import { call, type CallFailed } from '../../api/call.ts'
import { failureOf } from '../../api/use-answer.ts'

export type AccessStep =
  | { readonly step: 'principals'; readonly known: number }
  | { readonly step: 'keys'; readonly done: number; readonly of: number }
  | { readonly step: 'decided'; readonly done: number; readonly of: number }

export interface AccessState {
  readonly answer: AccessAnswer | undefined
  readonly failure: CallFailed | undefined
  readonly steps: Readonly<Partial<Record<AccessStep['step'], AccessStep>>>
  readonly is: 'reading' | 'read' | 'stopped'
  readonly stop: () => void
  /** Asks AWS again, where the server still knows the answers. */
  readonly again: () => void
}

type Known = Omit<AccessState, 'stop' | 'again'>
const NOTHING: Known = { answer: undefined, failure: undefined, steps: {}, is: 'reading' }

export function useAccess(principal: string): AccessState {
  const [round, setRound] = useState(0)
  const [known, setKnown] = useState<Known>(NOTHING)
  const leaving = useRef<AbortController>(undefined)
  useEffect(() => {
    const mine = new AbortController()
    leaving.current = mine
    const { signal } = mine
    setKnown(NOTHING)
    const tell = (progress: unknown): void => {
      if (signal.aborted) return
      const step = progress as AccessStep
      setKnown((old) => ({ ...old, steps: { ...old.steps, [step.step]: step } }))
    }
    const input = { principal, ...(round > 0 && { anew: true }) }
    call<AccessAnswer>('access', input, { signal, tell }).then(
      (answer) => {
        if (!signal.aborted) setKnown({ ...NOTHING, answer, is: 'read' })
      },
      (thrown: unknown) => {
        if (!signal.aborted) setKnown({ ...NOTHING, failure: failureOf(thrown), is: 'read' })
      },
    )
    return () => mine.abort()
  }, [principal, round])
  const stop = useCallback(() => {
    leaving.current?.abort()
    setKnown({ ...NOTHING, is: 'stopped' })
  }, [])
  const again = useCallback(() => setRound((old) => old + 1), [])
  return { ...known, stop, again }
}
