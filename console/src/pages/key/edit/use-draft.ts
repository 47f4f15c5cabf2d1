import { useCallback, useEffect, useState } from 'react'
import { usePerson } from '../../../api/session.ts'
import { holdPlace } from '../../../routes/location.ts'

/** By key and who writes: a step back in the browser loses nothing. Gone with the page. */
const drafts = new Map<string, string>()

export interface Draft {
  readonly text: string
  readonly isChanged: boolean
  readonly write: (text: string) => void
  readonly forget: () => void
  /** What a person wants to leave for, and is asked about first. */
  readonly leaving: (() => void) | undefined
  readonly stay: () => void
}

/** The policy that is being written, in place of `before`. */
export function useDraft(keyId: string, before: string): Draft {
  const { arn, region } = usePerson()
  const place = `${arn} ${region} ${keyId}`
  const [text, setText] = useState(() => drafts.get(place) ?? before)
  const [leaving, setLeaving] = useState<() => void>()
  const isChanged = text !== before
  const write = useCallback(
    (next: string) => {
      drafts.set(place, next)
      setText(next)
    },
    [place],
  )
  const forget = useCallback(() => drafts.delete(place), [place])
  useEffect(() => {
    if (!isChanged) return undefined
    return holdPlace((leave) => setLeaving(() => leave))
  }, [isChanged])
  const stay = useCallback(() => setLeaving(undefined), [])
  return { text, isChanged, write, forget, leaving, stay }
}
