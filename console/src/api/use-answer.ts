import { useCallback, useEffect, useState } from 'react'
import { CallFailed } from './call.ts'

/** A question on its way: what is known of its answer. */
export interface Asked<Answer> {
  readonly answer: Answer | undefined
  readonly failure: CallFailed | undefined
  readonly loading: boolean
  readonly again: () => void
}

/**
 * Asks when the page opens, and again when `about` changes; an answer that comes too late is not
 * shown. The answer before stays until there is a new one.
 */
export function useAnswer<Answer>(
  question: (signal: AbortSignal) => Promise<Answer>,
  about: string,
): Asked<Answer> {
  const [round, setRound] = useState(0)
  const [state, setState] = useState<Omit<Asked<Answer>, 'again'> & { readonly about: string }>({
    answer: undefined,
    failure: undefined,
    loading: true,
    about,
  })
  useEffect(() => {
    const leaving = new AbortController()
    setState((old) => ({
      answer: old.about === about ? old.answer : undefined,
      failure: undefined,
      loading: true,
      about,
    }))
    question(leaving.signal).then(
      (answer) => {
        if (!leaving.signal.aborted) setState({ answer, failure: undefined, loading: false, about })
      },
      (thrown: unknown) => {
        if (leaving.signal.aborted) return
        setState({ answer: undefined, failure: failureOf(thrown), loading: false, about })
      },
    )
    return () => leaving.abort()
    // oxlint-disable-next-line react/exhaustive-deps -- `about` stands for all of the question.
  }, [about, round])
  const again = useCallback(() => setRound((old) => old + 1), [])
  return { ...state, again }
}

export function failureOf(thrown: unknown): CallFailed {
  if (thrown instanceof CallFailed) return thrown
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return new CallFailed({ code: 'InternalError', message, hints: [] })
}
