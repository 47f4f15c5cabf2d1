import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { JsonView } from '../../parts/json-view.tsx'
import { readable } from '../../parts/policy-document.ts'
import { PolicyView } from '../../parts/policy-view.tsx'
import { useWords } from '../../words/words.ts'

/** Who may assume the role. */
export function TrustTab({ trust }: { readonly trust: string | undefined }) {
  const { iam: own } = useWords()
  const [view, setView] = useState('readable')
  if (trust === undefined) return null
  const text = decodeURIComponent(trust)
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={own.trustHint}
          actions={
            <SegmentedControl
              selectedId={view}
              label={own.trustLabel}
              options={[
                { id: 'readable', text: own.readable },
                { id: 'json', text: 'JSON' },
              ]}
              onChange={({ detail }) => setView(detail.selectedId)}
            />
          }
        >
          {own.trust}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {view === 'json' ? (
          <JsonView value={readable(text)} label={own.trust} />
        ) : (
          <PolicyView text={text} />
        )}
      </SpaceBetween>
    </Container>
  )
}
