import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useState } from 'react'
import type { RecoveryAnswer } from '../../../../../src/console/api/routes/apply-recovery.ts'
import type { PlanAnswer } from '../../../../../src/console/api/routes/plan-recovery.ts'
import { call } from '../../../api/call.ts'
import { useAnswer, type Asked } from '../../../api/use-answer.ts'
import { FailureAlert } from '../../../parts/failure-alert.tsx'
import { useWork, type Work } from '../../../parts/use-work.ts'
import { usePreferences } from '../../../shell/preferences.ts'
import { useWords } from '../../../words/words.ts'
import { RestorePlan } from './restore-plan.tsx'

/** The plan of putting an earlier version back, and then the doing of it. */
export function RestoreDialog({
  keyId,
  eventId,
  close,
}: {
  readonly keyId: string
  readonly eventId: string
  /** `done`: something was put. */
  readonly close: (done: boolean) => void
}) {
  const words = useWords()
  const own = words.keyPolicy.restore
  const { language } = usePreferences()
  const [recovery, setRecovery] = useState<RecoveryAnswer['recovery']>()
  const [opensTrust, setOpensTrust] = useState(false)
  const planned = useAnswer(
    (signal) =>
      call<PlanAnswer>('plan-recovery', { key: keyId, to: eventId, lang: language }, { signal }),
    `${eventId} ${language}`,
  )
  const plan = planned.answer?.plan
  const applying = useWork(async () => {
    const plan = planned.answer?.id ?? ''
    const input = { plan, lang: language, reopenTrust: opensTrust }
    const applied = await call<RecoveryAnswer>('apply-recovery', input)
    setRecovery(applied.recovery)
  })
  const isReady = plan?.needed === true && (plan.trust === undefined || opensTrust)
  return (
    <Modal
      visible
      size="max"
      header={own.title}
      closeAriaLabel={words.close}
      onDismiss={() => close(recovery !== undefined)}
      footer={
        <Footer
          planned={planned}
          applying={applying}
          isReady={isReady}
          isDone={recovery !== undefined}
          close={close}
        />
      }
    >
      <SpaceBetween size="l">
        <FailureAlert failure={planned.failure} again={planned.again} about={{ key: keyId }} />
        {planned.loading && <StatusIndicator type="loading">{own.working}</StatusIndicator>}
        {recovery && <Outcome recovery={recovery} principal={plan?.principal ?? ''} />}
        {planned.answer && !recovery && <RestorePlan {...planned.answer} />}
        {plan?.trust && !recovery && (
          <Alert type="warning">
            <Checkbox checked={opensTrust} onChange={({ detail }) => setOpensTrust(detail.checked)}>
              {own.reopenTrust(plan.trust.role)}
            </Checkbox>
          </Alert>
        )}
        <FailureAlert failure={applying.failure} about={{ key: keyId }} />
      </SpaceBetween>
    </Modal>
  )
}

function Footer({
  planned,
  applying,
  isReady,
  isDone,
  close,
}: {
  readonly planned: Asked<PlanAnswer>
  readonly applying: Work<void>
  readonly isReady: boolean
  readonly isDone: boolean
  readonly close: (done: boolean) => void
}) {
  const words = useWords()
  const own = words.keyPolicy.restore
  if (isDone) {
    return (
      <Box float="right">
        <Button variant="primary" onClick={() => close(true)}>
          {words.close}
        </Button>
      </Box>
    )
  }
  return (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" onClick={() => close(false)}>
          {words.cancel}
        </Button>
        {applying.failure ? (
          <Button onClick={planned.again}>{own.planAgain}</Button>
        ) : (
          <Button
            variant="primary"
            disabled={!isReady || planned.loading}
            loading={applying.isRunning}
            loadingText={own.applying}
            onClick={() => applying.run()}
          >
            {own.apply}
          </Button>
        )}
      </SpaceBetween>
    </Box>
  )
}

function Outcome({
  recovery,
  principal,
}: {
  readonly recovery: RecoveryAnswer['recovery']
  readonly principal: string
}) {
  const own = useWords().keyPolicy.restore
  const { outcome, proved, reason = '', replaced, trust } = recovery
  return (
    <Alert
      type={proved ? 'success' : 'warning'}
      header={outcome === 'put' ? own.done : own.already}
    >
      <Box>{proved ? own.proved(principal) : own.notProved(reason)}</Box>
      <Box>{own.replaced(replaced)}</Box>
      {trust && <Box>{[trust.role, trust.outcome].join(': ')}</Box>}
    </Alert>
  )
}
