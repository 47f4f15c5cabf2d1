// One question to the doctor, from its start to the report. It can take a while: the event history
// answers two requests a second.

import { useCallback, useEffect, useRef, useState } from 'react'
import type { DoctorReport } from '../../../../src/console/doctor/report.ts'
import { call, type CallFailed } from '../../api/call.ts'
import { usePerson } from '../../api/session.ts'
import { failureOf } from '../../api/use-answer.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { isWhole, type Question } from './question.ts'

export interface Asking {
  readonly report: DoctorReport | undefined
  readonly failure: CallFailed | undefined
  readonly isRunning: boolean
  readonly isStopped: boolean
  /** What goes on, in a sentence. */
  readonly progress: string
  readonly stop: () => void
  readonly again: () => void
}

interface State {
  readonly about: string
  readonly report?: DoctorReport
  readonly failure?: CallFailed
  readonly isStopped?: boolean
  readonly progress?: string
}

/** The last reports: who goes to an event and comes back finds it as it was. */
const kept = new Map<string, DoctorReport>()
const keptMax = 8

function keep(about: string, report: DoctorReport): void {
  kept.delete(about)
  kept.set(about, report)
  const [oldest = ''] = kept.keys()
  if (kept.size > keptMax) kept.delete(oldest)
}

/** Once something was changed. */
export const forgetReports = (): void => kept.clear()

export function useReport(question: Question): Asking {
  const { arn, region } = usePerson()
  const { language: lang } = usePreferences()
  const about = JSON.stringify([arn, region, lang, question])
  const [state, setState] = useState<State>({ about: '' })
  const [round, setRound] = useState(0)
  const leaving = useRef(new AbortController())
  useEffect(() => {
    const asked = new AbortController()
    const { signal } = asked
    leaving.current = asked
    const known = kept.get(about)
    setState({ about, ...(known && { report: known }) })
    if (known || !isWhole(question)) return undefined
    const tell = (progress: unknown): void => setState({ about, progress: sentenceIn(progress) })
    ask(question, lang, { signal, tell }).then(
      (report) => {
        if (signal.aborted) return
        keep(about, report)
        setState({ about, report })
      },
      (thrown: unknown) => {
        if (!signal.aborted) setState({ about, failure: failureOf(thrown) })
      },
    )
    return () => asked.abort()
    // oxlint-disable-next-line react/exhaustive-deps -- `about` stands for all of the question.
  }, [about, round])
  const again = useCallback(() => {
    kept.delete(about)
    setRound((old) => old + 1)
  }, [about])
  const stop = useCallback(() => {
    leaving.current.abort()
    setState({ about, isStopped: true })
  }, [about])
  const now: State = state.about === about ? state : { about }
  const { report, failure, isStopped = false, progress = '' } = now
  const isRunning = isWhole(question) && !report && !failure && !isStopped
  return { report, failure, isRunning, isStopped, progress, stop, again }
}

function ask(
  { by, key, error, principal, actions }: Question,
  lang: string,
  options: Parameters<typeof call>[2],
): Promise<DoctorReport> {
  return by === 'error'
    ? call('diagnose-error', { error, lang, ...(key && { key }) }, options)
    : call('diagnose', { key, lang, principal, actions }, options)
}

/** A line of progress of the routes that search. */
export function sentenceIn(progress: unknown): string {
  return String((progress as { readonly text?: unknown } | null)?.text ?? '')
}
