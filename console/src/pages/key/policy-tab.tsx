import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { aws } from '../../api/aws.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { JsonView } from '../../parts/json-view.tsx'
import { readable } from '../../parts/policy-document.ts'
import { PolicyView } from '../../parts/policy-view.tsx'
import { useKept } from '../../shell/use-kept.ts'
import { useWords } from '../../words/words.ts'

/** The key policy in force. */
export function PolicyTab({ keyId }: { readonly keyId: string }) {
  const { key: own, events } = useWords()
  const [view, setView] = useKept<'readable' | 'json'>('policy-view', 'readable')
  const asked = useAnswer(
    (signal) => aws<{ Policy: string }>('kms', 'GetKeyPolicy', { KeyId: keyId }, { signal }),
    keyId,
  )
  const policy = asked.answer?.Policy
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <SegmentedControl
              selectedId={view}
              label={own.viewLabel}
              options={[
                { id: 'readable', text: events.policyReadable },
                { id: 'json', text: 'JSON' },
              ]}
              onChange={({ detail }) => setView(detail.selectedId as typeof view)}
            />
          }
        >
          {own.tabs.policy}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <FailureAlert failure={asked.failure} again={asked.again} about={{ key: keyId }} />
        {asked.loading && <Spinner />}
        {policy !== undefined && view === 'readable' && <PolicyView text={policy} />}
        {policy !== undefined && view === 'json' && (
          <JsonView value={readable(policy)} label={own.tabs.policy} />
        )}
      </SpaceBetween>
    </Container>
  )
}
