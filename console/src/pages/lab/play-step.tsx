import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import { useState } from 'react'
import type { Step as Played } from '../../../../src/lab/stage.ts'
import { call, type CallFailed } from '../../api/call.ts'
import { useSession, type Session } from '../../api/session.ts'
import { failureOf } from '../../api/use-answer.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { usePreferences } from '../../shell/preferences.ts'
import { useWords } from '../../words/words.ts'
import { Step } from './step.tsx'
import type { StoryState } from './use-story.ts'

/** Breaks it: by calls that the event history will tell of. */
export function PlayStep({ state }: { readonly state: StoryState }) {
  const { lab: own } = useWords()
  const { story, keyId } = state
  const playing = usePlaying(state)
  return (
    <Step
      number={1}
      title={own.play.title}
      about={own.play.about(story.keyAlias)}
      isDone={keyId !== undefined}
    >
      {keyId === undefined && (
        <Button variant="primary" loading={playing.isRunning} onClick={playing.play}>
          {own.play.start}
        </Button>
      )}
      <FailureAlert failure={playing.failure} />
      <div aria-live="polite">{playing.steps.length > 0 && <StepList steps={playing.steps} />}</div>
    </Step>
  )
}

function StepList({ steps }: { readonly steps: readonly Played[] }) {
  const { language } = usePreferences()
  return (
    <ol>
      {steps.map(({ who, does, refused }, index) => (
        <li key={index}>
          <b>{who}</b>
          {language === 'ja' ? ': ' : ' '}
          {does[language]}
          {refused !== undefined && <Box color="text-status-error">{refused}</Box>}
        </li>
      ))}
    </ol>
  )
}

function usePlaying({ story, again }: StoryState) {
  const { setSession } = useSession()
  const [steps, setSteps] = useState<readonly Played[]>([])
  const [isRunning, setRunning] = useState(false)
  const [failure, setFailure] = useState<CallFailed>()
  const play = async (): Promise<void> => {
    setRunning(true)
    setFailure(undefined)
    setSteps([])
    const tell = (step: unknown): void => setSteps((old) => [...old, step as Played])
    try {
      await call('lab-play', { story: story.name }, { tell })
      // There are new people to sign in as.
      setSession(await call<Session>('session'))
      again()
    } catch (thrown) {
      setFailure(failureOf(thrown))
    }
    setRunning(false)
  }
  return { steps, isRunning, failure, play: () => void play() }
}
