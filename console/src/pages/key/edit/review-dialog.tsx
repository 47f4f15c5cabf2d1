import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { aws } from '../../../api/aws.ts'
import { usePerson } from '../../../api/session.ts'
import { useAnswer } from '../../../api/use-answer.ts'
import { AccessChanges } from '../../../parts/access-changes.tsx'
import { DocumentDifference } from '../../../parts/document-difference.tsx'
import { FailureAlert } from '../../../parts/failure-alert.tsx'
import { readable } from '../../../parts/policy-document.ts'
import { useWork } from '../../../parts/use-work.ts'
import { useWords } from '../../../words/words.ts'
import type { DocumentProblem } from './check-document.ts'
import { LockoutStatus } from './lockout-status.tsx'
import { ProblemList } from './problem-list.tsx'
import type { Verdict } from './verdict.ts'

export interface Reviewed {
  readonly keyId: string
  readonly before: string
  readonly after: string
  readonly problems: readonly DocumentProblem[]
  /** Undefined: the policies of the account could not be read. */
  readonly verdict: Verdict | undefined
  /** Not all of the account could be read. */
  readonly isPartial: boolean
}

/** Everything that a change would do, before it is done. */
export function ReviewDialog({
  keyId,
  before,
  after,
  problems,
  verdict,
  isPartial,
  back,
  saved,
}: Reviewed & { readonly back: () => void; readonly saved: () => void }) {
  const words = useWords()
  const own = words.keyPolicy
  const [bypasses, setBypasses] = useState(false)
  const now = useAnswer(
    (signal) => aws<{ Policy: string }>('kms', 'GetKeyPolicy', { KeyId: keyId }, { signal }),
    keyId,
  )
  const current = now.answer?.Policy ?? before
  const { isRunning, failure, run } = useWork(async () => {
    const bypass = bypasses && { BypassPolicyLockoutSafetyCheck: true }
    await aws('kms', 'PutKeyPolicy', { KeyId: keyId, Policy: after, ...bypass })
    saved()
  })
  const isLockout = verdict?.lockout === 'failed'
  return (
    <Modal
      visible
      size="max"
      header={own.review.title}
      closeAriaLabel={words.close}
      onDismiss={back}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={back}>
              {own.review.back}
            </Button>
            <Button
              variant="primary"
              loading={isRunning}
              disabled={isLockout && !bypasses}
              onClick={() => run()}
            >
              {own.review.save}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        {current !== before && <Alert type="warning">{own.editor.changedMeanwhile}</Alert>}
        <LockoutCheck verdict={verdict} bypasses={bypasses} change={setBypasses} />
        <Changes verdict={verdict} isPartial={isPartial} />
        <ProblemList problems={problems} />
        <section aria-label={own.changes.difference}>
          <Box variant="h3">{own.changes.difference}</Box>
          <DocumentDifference
            before={readable(current)}
            after={readable(after)}
            label={own.changes.difference}
          />
        </section>
        <FailureAlert failure={failure} about={{ key: keyId }} />
      </SpaceBetween>
    </Modal>
  )
}

function LockoutCheck({
  verdict,
  bypasses,
  change,
}: Pick<Reviewed, 'verdict'> & {
  readonly bypasses: boolean
  readonly change: (bypasses: boolean) => void
}) {
  const own = useWords().keyPolicy
  const { name } = usePerson()
  return (
    <section aria-label={own.lockout.title}>
      <Box variant="h3">{own.lockout.title}</Box>
      <LockoutStatus lockout={verdict?.lockout ?? 'unknown'} person={name} />
      {verdict?.lockout === 'failed' && (
        <Bypass others={verdict.others} bypasses={bypasses} change={change} />
      )}
    </section>
  )
}

function Changes({ verdict, isPartial }: Pick<Reviewed, 'verdict' | 'isPartial'>) {
  const own = useWords().keyPolicy
  return (
    <section aria-label={own.changes.title}>
      <Box variant="h3">{own.changes.title}</Box>
      {verdict?.changes ? (
        <AccessChanges changes={verdict.changes} everything={verdict.everything} />
      ) : (
        <Box>{own.changes.unknown}</Box>
      )}
      {isPartial && <Box color="text-body-secondary">{own.changes.incomplete}</Box>}
    </section>
  )
}

/** Offered where somebody else stays able to change the policy, and nowhere else. */
function Bypass({
  others,
  bypasses,
  change,
}: {
  readonly others: readonly string[]
  readonly bypasses: boolean
  readonly change: (bypasses: boolean) => void
}) {
  const { keyPolicy } = useWords()
  const own = keyPolicy.lockout
  if (others.length === 0) return <Alert type="error">{own.nobody}</Alert>
  return (
    <Alert type="warning">
      <SpaceBetween size="s">
        <Box>{own.bypassSays(others.join(', '))}</Box>
        <Checkbox checked={bypasses} onChange={({ detail }) => change(detail.checked)}>
          {own.bypass}
        </Checkbox>
      </SpaceBetween>
    </Alert>
  )
}
