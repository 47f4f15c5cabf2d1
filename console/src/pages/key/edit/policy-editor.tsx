import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useDeferredValue, useMemo, useState } from 'react'
import { usePerson } from '../../../api/session.ts'
import { Editor, type Spot } from '../../../parts/editor/editor.tsx'
import { FailureAlert } from '../../../parts/failure-alert.tsx'
import { readable } from '../../../parts/policy-document.ts'
import { usePreferences } from '../../../shell/preferences.ts'
import { useWords } from '../../../words/words.ts'
import { useKeyWorld, type AskedKeyWorld } from '../key-world.tsx'
import { checkDocument, type CheckedDocument } from './check-document.ts'
import { LeaveDialog } from './leave-dialog.tsx'
import { LockoutStatus } from './lockout-status.tsx'
import { policyLanguage } from './policy-language.ts'
import { ProblemList } from './problem-list.tsx'
import { ReviewDialog } from './review-dialog.tsx'
import { useDraft, type Draft } from './use-draft.ts'
import { verdictOn, type Verdict } from './verdict.ts'

/** The key policy as it is being written, with all that is known of it before it is put. */
export function PolicyEditor({
  keyId,
  before,
  close,
}: {
  readonly keyId: string
  /** The one in force, or the last one known. */
  readonly before: string
  readonly close: (saved: boolean) => void
}) {
  const own = useWords().keyPolicy
  const world = useKeyWorld()
  const start = useMemo(() => readable(before), [before])
  const draft = useDraft(keyId, start)
  const { extensions, checked, verdict } = useChecks(keyId, draft.text, world)
  const [spot, setSpot] = useState<Spot>()
  const [isReviewing, setReviewing] = useState(false)
  const [isDiscarding, setDiscarding] = useState(false)
  const end = (saved: boolean): void => {
    draft.forget()
    close(saved)
  }
  const discard = (): void => (draft.isChanged ? setDiscarding(true) : end(false))
  return (
    <SpaceBetween size="m">
      <Box color="text-body-secondary">{own.editor.keys}</Box>
      <Editor
        value={draft.text}
        label={own.editor.label}
        change={draft.write}
        extensions={extensions}
        height={32}
        spot={spot}
      />
      <EditorButtons
        draft={draft}
        isValid={checked.policy !== undefined}
        review={() => setReviewing(true)}
        discard={discard}
      />
      <LockoutSection world={world} checked={checked} verdict={verdict} />
      <ProblemList problems={checked.problems} show={(line) => setSpot({ line })} />
      {isReviewing && (
        <ReviewDialog
          keyId={keyId}
          before={before}
          after={draft.text}
          problems={checked.problems}
          verdict={verdict}
          isPartial={world.answer?.accountComplete !== true}
          back={() => setReviewing(false)}
          saved={() => end(true)}
        />
      )}
      {(isDiscarding || draft.leaving) && (
        <LeaveDialog
          stay={() => {
            setDiscarding(false)
            draft.stay()
          }}
          discard={() => {
            draft.forget()
            if (draft.leaving) draft.leaving()
            else close(false)
          }}
        />
      )}
    </SpaceBetween>
  )
}

function EditorButtons({
  draft,
  isValid,
  review,
  discard,
}: {
  readonly draft: Draft
  readonly isValid: boolean
  readonly review: () => void
  readonly discard: () => void
}) {
  const words = useWords()
  const own = words.keyPolicy
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button variant="primary" disabled={!draft.isChanged || !isValid} onClick={review}>
        {own.editor.review}
      </Button>
      <Button onClick={() => draft.write(readable(draft.text))}>{own.editor.format}</Button>
      <Button onClick={discard}>{draft.isChanged ? own.editor.discard : words.cancel}</Button>
    </SpaceBetween>
  )
}

function useChecks(keyId: string, text: string, { answer: world }: AskedKeyWorld) {
  const words = useWords()
  const { language } = usePreferences()
  const { account, region, arn } = usePerson()
  const keyArn = world?.key ?? `arn:aws:kms:${region}:${account}:key/${keyId}`
  const principals = world?.principals
  const options = useMemo(() => ({ keyArn, language, words }), [keyArn, language, words])
  const extensions = useMemo(
    () => policyLanguage({ account, keyArn, principals: principals ?? [] }, options),
    [account, keyArn, principals, options],
  )
  const settled = useDeferredValue(text)
  const checked = useMemo(() => checkDocument(settled, options), [settled, options])
  const verdict = useMemo(
    () => (checked.policy && world ? verdictOn(checked.policy, arn, world) : undefined),
    [checked, world, arn],
  )
  return { extensions, checked, verdict }
}

/** The lockout check for who is signed in; until it can be made, how far it is. */
function LockoutSection({
  world,
  checked,
  verdict,
}: {
  readonly world: AskedKeyWorld
  readonly checked: CheckedDocument
  readonly verdict: Verdict | undefined
}) {
  const own = useWords().keyPolicy
  const { name } = usePerson()
  return (
    <section aria-label={own.lockout.title} aria-live="polite">
      <Box variant="h3">{own.lockout.title}</Box>
      <FailureAlert failure={world.failure} again={world.again} />
      {world.loading && !world.answer ? (
        <StatusIndicator type="loading">
          {own.lockout.checking} ({own.lockout.principals(world.known)})
        </StatusIndicator>
      ) : (
        <LockoutStatus lockout={checked.policy && (verdict?.lockout ?? 'unknown')} person={name} />
      )}
      {world.answer?.event && <Alert type="info">{own.restore.rebuilt}</Alert>}
    </section>
  )
}
