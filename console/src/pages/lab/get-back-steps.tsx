import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { call, type CallFailed } from '../../api/call.ts'
import { failureOf } from '../../api/use-answer.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { linkTo } from '../../routes/location.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { useWords } from '../../words/words.ts'
import { nameOf } from './part.ts'
import { Step } from './step.tsx'
import type { StoryState } from './use-story.ts'

interface StepProps {
  readonly state: StoryState
}

/** Becoming the one who still can. */
export function BecomeStep({
  state: { story, keyId, is, did, become, becoming, failureOf: failureFor },
}: StepProps) {
  const { lab: own } = useWords()
  const { rescuer } = story
  const name = nameOf(rescuer)
  return (
    <Step
      number={4}
      title={own.become.title}
      about={own.become.about(name)}
      isDone={did('rescuer')}
    >
      {keyId !== undefined && !is(rescuer) && (
        <Button
          iconName="user-profile"
          loading={becoming === rescuer}
          onClick={() => become(rescuer)}
        >
          {own.becomeAs(name)}
        </Button>
      )}
      {is(rescuer) && <Box>{own.become.is(name)}</Box>}
      <FailureAlert failure={failureFor(rescuer)} />
    </Step>
  )
}

/** By hand in the key's history, or by the button: as the one who is signed in. */
export function RepairStep({ state }: StepProps) {
  const { lab: own } = useWords()
  const { language } = usePreferences()
  const { story, keyId, isRepaired, verified } = state
  const [failure, setFailure] = useState<CallFailed>()
  const [isRunning, setRunning] = useState(false)
  const repair = (): void => {
    setRunning(true)
    setFailure(undefined)
    call('lab-repair', { story: story.name })
      .then(verified.again, (thrown: unknown) => setFailure(failureOf(thrown)))
      .finally(() => setRunning(false))
  }
  const name = nameOf(story.rescuer)
  return (
    <Step
      number={5}
      title={own.repair.title}
      about={own.repair.about(name, story.remedy[language])}
      isDone={isRepaired}
    >
      {keyId !== undefined && !isRepaired && (
        <SpaceBetween direction="horizontal" size="s" alignItems="center">
          <Button loading={isRunning} onClick={repair}>
            {own.repair.start}
          </Button>
          {story.rescuer.roleArn !== undefined && (
            <Link href={linkTo(['keys', keyId, 'history'])}>{own.repair.byHand}</Link>
          )}
        </SpaceBetween>
      )}
      <FailureAlert failure={failure} {...(keyId && { about: { key: keyId } })} />
    </Step>
  )
}

/** AWS's answer, now, to the one who was locked out. */
export function VerifyStep({ state: { story, keyId, isRepaired, verified, is } }: StepProps) {
  const { lab: own } = useWords()
  const { answer, loading, failure, again } = verified
  const name = nameOf(story.lockedOut)
  const refusal = answer?.refusal ?? null
  return (
    <Step number={6} title={own.verify.title} about={own.verify.about(name)} isDone={isRepaired}>
      {keyId !== undefined && (
        <Button loading={loading} onClick={again}>
          {own.verify.start}
        </Button>
      )}
      <FailureAlert failure={failure} again={again} />
      <div aria-live="polite">
        {isRepaired && <Alert type="success">{own.verify.allowed(name)}</Alert>}
        {refusal !== null && !is(story.lockedOut) && (
          <Alert type="warning" header={own.verify.denied(name)}>
            {refusal}
          </Alert>
        )}
      </div>
    </Step>
  )
}
