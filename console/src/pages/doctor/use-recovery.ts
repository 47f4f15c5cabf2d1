// The way back in: the plan, and, once somebody has agreed to it, what came of it.

import { useCallback, useEffect, useRef, useState } from 'react'
import type { RecoveryAnswer } from '../../../../src/console/api/routes/apply-recovery.ts'
import type { PlanAnswer } from '../../../../src/console/api/routes/plan-recovery.ts'
import { call, type CallFailed } from '../../api/call.ts'
import { failureOf } from '../../api/use-answer.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { forgetReports, sentenceIn } from './use-report.ts'

export interface RecoveryAbout {
  readonly key: string
  /** Who shall get back in; absent: who is signed in. */
  readonly principal?: string
}

type State =
  | { readonly at: 'start' }
  | { readonly at: 'planning'; readonly progress: string }
  | { readonly at: 'planned'; readonly planned: PlanAnswer }
  | { readonly at: 'applying'; readonly planned: PlanAnswer }
  | { readonly at: 'applied'; readonly answer: RecoveryAnswer }
  | { readonly at: 'failed'; readonly failure: CallFailed }

export interface RecoveryState {
  readonly state: State
  readonly plan: () => void
  readonly apply: (planned: PlanAnswer, reopenTrust: boolean) => void
  readonly stop: () => void
}

export function useRecovery(about: RecoveryAbout): RecoveryState {
  const { language: lang } = usePreferences()
  const [state, setState] = useState<State>({ at: 'start' })
  const leaving = useRef(new AbortController())
  // Stops what has not begun; a put that has begun is brought to its end by the server.
  useEffect(() => () => leaving.current.abort(), [])
  const work = useCallback((doing: (signal: AbortSignal) => Promise<State>) => {
    leaving.current.abort()
    leaving.current = new AbortController()
    const { signal } = leaving.current
    doing(signal).then(
      (reached) => {
        if (!signal.aborted) setState(reached)
      },
      (thrown: unknown) => {
        if (!signal.aborted) setState({ at: 'failed', failure: failureOf(thrown) })
      },
    )
  }, [])
  const plan = (): void => {
    setState({ at: 'planning', progress: '' })
    work(async (signal) => {
      const tell = (progress: unknown): void =>
        setState({ at: 'planning', progress: sentenceIn(progress) })
      const input = { ...about, lang }
      const planned = await call<PlanAnswer>('plan-recovery', input, { signal, tell })
      return { at: 'planned', planned }
    })
  }
  const apply = (planned: PlanAnswer, reopenTrust: boolean): void => {
    setState({ at: 'applying', planned })
    work(async (signal) => {
      const { key, where } = planned.plan
      const input = { ...about, key, plan: planned.id, account: where.account, reopenTrust, lang }
      const answer = await call<RecoveryAnswer>('apply-recovery', input, { signal })
      forgetReports()
      return { at: 'applied', answer }
    })
  }
  const stop = (): void => {
    leaving.current.abort()
    setState({ at: 'start' })
  }
  return { state, plan, apply, stop }
}
