import { useEffect, useState } from 'react'
import type { StoryAnswer } from '../../../../src/console/api/routes/lab.ts'
import type { VerifyAnswer } from '../../../../src/console/api/routes/lab-verify.ts'
import { call, type CallFailed } from '../../api/call.ts'
import { usePerson, useSession } from '../../api/session.ts'
import { failureOf, useAnswer, type Asked } from '../../api/use-answer.ts'
import { useKept } from '../../shell/use-kept.ts'
import { become, isPart, type Part } from './part.ts'

/** What is done of a story, and what can be done next. */
export interface StoryState {
  readonly story: StoryAnswer
  /** Played: there is a key. */
  readonly keyId: string | undefined
  /** Whether the one who was locked out can read the key policy, as AWS answers now. */
  readonly verified: Asked<VerifyAnswer | undefined>
  readonly isRepaired: boolean
  /** What this browser did of the story, by the name of the step. */
  readonly did: (step: string) => boolean
  readonly mark: (step: string) => void
  readonly is: (part: Part) => boolean
  /** Signs in as somebody of the story. */
  readonly become: (part: Part) => void
  readonly becoming: Part | undefined
  /** Why nobody could sign in as this part. */
  readonly failureOf: (part: Part) => CallFailed | undefined
  readonly again: () => void
}

interface Done {
  readonly keyId: string
  readonly steps: readonly string[]
}

const NOTHING: Done = { keyId: '', steps: [] }

export function useStory(story: StoryAnswer, again: () => void): StoryState {
  const { setSession } = useSession()
  const person = usePerson()
  const keyId = story.keyId ?? undefined
  const [kept, setKept] = useKept<Done>(`lab-${story.name}`, NOTHING)
  // Of another key, on another stack: nothing is done yet.
  const done = kept.keyId === keyId ? kept.steps : []
  const [becoming, setBecoming] = useState<Part>()
  const [failed, setFailed] = useState<{ readonly part: Part; readonly failure: CallFailed }>()
  const verified = useAnswer(
    (signal) =>
      keyId === undefined
        ? Promise.resolve(undefined)
        : call<VerifyAnswer>('lab-verify', { story: story.name }, { signal }),
    keyId ?? '',
  )
  const mark = (step: string): void => {
    if (keyId !== undefined && !done.includes(step)) setKept({ keyId, steps: [...done, step] })
  }
  const is = (part: Part): boolean => isPart(person, part)
  const seen = is(story.lockedOut) ? 'lockedOut' : is(story.rescuer) ? 'rescuer' : undefined
  useEffect(() => {
    if (seen !== undefined && keyId !== undefined) mark(seen)
    // oxlint-disable-next-line react/exhaustive-deps -- once for each person
  }, [seen, keyId])
  return {
    story,
    keyId,
    verified,
    isRepaired: verified.answer?.allowed === true,
    did: (step) => done.includes(step),
    mark,
    is,
    becoming,
    become: (part) => {
      setBecoming(part)
      setFailed(undefined)
      become(part).then(setSession, (thrown: unknown) => {
        setFailed({ part, failure: failureOf(thrown) })
        setBecoming(undefined)
      })
    },
    failureOf: (part) => (failed?.part === part ? failed.failure : undefined),
    again,
  }
}
