import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { linkTo } from '../../routes/location.ts'
import { useWords } from '../../words/words.ts'
import { nameOf } from './part.ts'
import { Step } from './step.tsx'
import type { StoryState } from './use-story.ts'

/** Being the one who is locked out, with AWS's own words for it. */
export function LockedOutStep({ state }: { readonly state: StoryState }) {
  const { lab: own } = useWords()
  const { story, keyId, verified, is, did, become, becoming, failureOf } = state
  const { lockedOut } = story
  const name = nameOf(lockedOut)
  const refusal = verified.answer?.refusal ?? null
  const isTheOne = is(lockedOut)
  return (
    <Step
      number={2}
      title={own.lockedOut.title}
      about={own.lockedOut.about(name)}
      isDone={did('lockedOut')}
    >
      {keyId !== undefined && !isTheOne && (
        <Button
          iconName="user-profile"
          loading={becoming === lockedOut}
          onClick={() => become(lockedOut)}
        >
          {own.becomeAs(name)}
        </Button>
      )}
      <FailureAlert failure={failureOf(lockedOut)} />
      {keyId !== undefined && isTheOne && refusal !== null && (
        <Alert type="warning" header={own.lockedOut.denied(name)}>
          {refusal}
        </Alert>
      )}
      {keyId !== undefined && isTheOne && (
        <Link href={linkTo(['keys', keyId, 'policy'])}>{own.lockedOut.see}</Link>
      )}
    </Step>
  )
}
