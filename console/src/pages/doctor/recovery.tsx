import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import LiveRegion from '@cloudscape-design/components/live-region'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useState } from 'react'
import type { PlanAnswer } from '../../../../src/console/api/routes/plan-recovery.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { useWords } from '../../words/words.ts'
import { ApplyDialog } from './apply-dialog.tsx'
import { Outcome } from './outcome.tsx'
import { PlanView } from './plan-view.tsx'
import { useRecovery, type RecoveryAbout } from './use-recovery.ts'

/** Shows what would be done, and does it when somebody has agreed. */
export function Recovery({
  about,
  done,
}: {
  readonly about: RecoveryAbout
  readonly done: () => void
}) {
  const { doctor: own } = useWords()
  const { state, plan, apply, stop } = useRecovery(about)
  switch (state.at) {
    case 'start':
      return (
        <SpaceBetween direction="horizontal" size="m" alignItems="center">
          <Button variant="primary" onClick={plan}>
            {own.showPlan}
          </Button>
          <Box color="text-body-secondary">{own.planHint}</Box>
        </SpaceBetween>
      )
    case 'planning':
      return (
        <SpaceBetween direction="horizontal" size="m" alignItems="center">
          <LiveRegion>
            <StatusIndicator type="loading">{state.progress || own.planning}</StatusIndicator>
          </LiveRegion>
          <Button onClick={stop}>{own.stop}</Button>
        </SpaceBetween>
      )
    case 'planned':
    case 'applying':
      return <Planned planned={state.planned} isApplying={state.at === 'applying'} apply={apply} />
    case 'applied':
      return <Outcome answer={state.answer} done={done} />
    default:
      return <FailureAlert failure={state.failure} again={plan} />
  }
}

function Planned({
  planned,
  isApplying,
  apply,
}: {
  readonly planned: PlanAnswer
  readonly isApplying: boolean
  readonly apply: (planned: PlanAnswer, reopenTrust: boolean) => void
}) {
  const { doctor: own } = useWords()
  const [isAsked, setAsked] = useState(false)
  const { needed, earlier } = planned.plan
  const hasWork = needed || earlier?.trust !== undefined
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            hasWork && (
              <Button variant="primary" loading={isApplying} onClick={() => setAsked(true)}>
                {own.apply}
              </Button>
            )
          }
        >
          {own.plan}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {isApplying && (
          <LiveRegion>
            <StatusIndicator type="loading">{own.applying}</StatusIndicator>
          </LiveRegion>
        )}
        <PlanView planned={planned} />
      </SpaceBetween>
      {isAsked && (
        <ApplyDialog
          planned={planned}
          close={() => setAsked(false)}
          apply={(reopenTrust) => {
            setAsked(false)
            apply(planned, reopenTrust)
          }}
        />
      )}
    </Container>
  )
}
