import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { lazy, Suspense, useMemo } from 'react'
import { FailureAlert } from '../../../parts/failure-alert.tsx'
import { timeText } from '../../../parts/time-text.ts'
import { UnseenNotes } from '../../../parts/unseen-notes.tsx'
import { useWords } from '../../../words/words.ts'
import type { KeyMetadata } from '../../keys/key-rows.ts'
import { useKeyWorld, type KeyWorld } from '../key-world.tsx'
import { AccessDetail } from './access-detail.tsx'
import { accessRows } from './access-rows.ts'
import { AccessTable } from './access-table.tsx'
import { useView, type AccessViewState } from './use-view.ts'

const AccessGraph = lazy(async () => ({
  default: (await import('./graph/access-graph.tsx')).AccessGraph,
}))

/** Who can do what with the key, and why. */
export function AccessTab({
  keyId,
  metadata,
}: {
  readonly keyId: string
  readonly metadata: KeyMetadata | undefined
}) {
  const { key, keyPolicy } = useWords()
  const own = keyPolicy.access
  const asked = useKeyWorld()
  const view = useView(keyId)
  const world = asked.answer
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={own.about}
          actions={<Actions view={view} again={asked.again} />}
        >
          {key.tabs.access}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <FailureAlert failure={asked.failure} again={asked.again} about={{ key: keyId }} />
        {asked.loading && (
          <StatusIndicator type="loading">
            {keyPolicy.lockout.checking} ({keyPolicy.lockout.principals(asked.known)})
          </StatusIndicator>
        )}
        {world && <Reservations world={world} />}
        {world && <Access world={world} usage={metadata?.KeyUsage ?? ''} view={view} />}
      </SpaceBetween>
    </Container>
  )
}

function Actions({ view, again }: { readonly view: AccessViewState; readonly again: () => void }) {
  const { keyPolicy, refresh } = useWords()
  const own = keyPolicy.access
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <SegmentedControl
        label={own.viewsLabel}
        selectedId={view.isGraph ? 'graph' : 'table'}
        options={[
          { id: 'table', text: own.views.table },
          { id: 'graph', text: own.views.graph },
        ]}
        onChange={({ detail }) =>
          view.change({ view: detail.selectedId === 'graph' ? 'graph' : '' })
        }
      />
      <Button iconName="refresh" ariaLabel={refresh} onClick={again} />
    </SpaceBetween>
  )
}

/** What keeps the answer from being the whole truth. */
function Reservations({ world }: { readonly world: KeyWorld }) {
  const own = useWords().keyPolicy.access
  const { policy, event, complete, unseen } = world
  if (policy === undefined) return <Alert type="error">{own.notKnown}</Alert>
  return (
    <SpaceBetween size="s">
      {event && (
        <Alert type="warning">{own.rebuilt(event.eventName, timeText(event.eventTime))}</Alert>
      )}
      {!complete && !event && unseen.length === 0 && <Alert type="info">{own.incomplete}</Alert>}
      {!complete && <UnseenNotes title={own.incomplete} unseen={unseen} />}
    </SpaceBetween>
  )
}

function Access({
  world: { policy, under },
  usage,
  view,
}: {
  readonly world: KeyWorld
  readonly usage: string
  readonly view: AccessViewState
}) {
  const world = useMemo(() => policy && under(policy), [policy, under])
  const rows = useMemo(() => (world ? accessRows(world, usage) : []), [world, usage])
  if (world === undefined) return null
  return (
    <SpaceBetween size="l">
      {view.isGraph ? (
        <Suspense fallback={<Spinner />}>
          <AccessGraph world={world} rows={rows} view={view} />
        </Suspense>
      ) : (
        <AccessTable rows={rows} view={view} />
      )}
      <AccessDetail world={world} rows={rows} view={view} />
    </SpaceBetween>
  )
}
