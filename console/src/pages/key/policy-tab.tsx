import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { lazy, Suspense, useState } from 'react'
import { aws } from '../../api/aws.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { FailureAlert, isDenied } from '../../parts/failure-alert.tsx'
import { JsonView } from '../../parts/json-view.tsx'
import { readable } from '../../parts/policy-document.ts'
import { PolicyView } from '../../parts/policy-view.tsx'
import { linkTo, replacePlace, usePlace } from '../../routes/location.ts'
import { useKept } from '../../shell/use-kept.ts'
import { useWords } from '../../words/words.ts'
import { useKeyWorldAgain } from './key-world.tsx'
import { LastKnownPolicy } from './last-known-policy.tsx'

const PolicyEditor = lazy(async () => ({
  default: (await import('./edit/policy-editor.tsx')).PolicyEditor,
}))

/** The key policy in force, to be read and to be changed. */
export function PolicyTab({ keyId }: { readonly keyId: string }) {
  const words = useWords()
  const own = words.keyPolicy
  const { query } = usePlace()
  const isEditing = query.get('edit') === 'yes'
  const edit = (edits: boolean): void =>
    replacePlace(linkTo(['keys', keyId, 'policy'], { edit: edits ? 'yes' : undefined }))
  const [isSaved, setSaved] = useState(false)
  const [lastKnown, setLastKnown] = useState<string>()
  const accessChanged = useKeyWorldAgain()
  const asked = useAnswer(
    (signal) => aws<{ Policy: string }>('kms', 'GetKeyPolicy', { KeyId: keyId }, { signal }),
    keyId,
  )
  const current = asked.answer?.Policy
  const policy = current ?? lastKnown
  const close = (saved: boolean): void => {
    edit(false)
    setSaved(saved)
    if (!saved) return
    asked.again()
    accessChanged()
  }
  return (
    <Container
      header={
        <PolicyHeader
          isEditing={isEditing}
          {...(policy !== undefined && { edit: () => edit(true) })}
        />
      }
    >
      <SpaceBetween size="m">
        {isSaved && !isEditing && <Alert type="success">{own.editor.saved}</Alert>}
        <FailureAlert failure={asked.failure} again={asked.again} about={{ key: keyId }} />
        {asked.failure && isDenied(asked.failure) && (
          <LastKnownPolicy keyId={keyId} found={setLastKnown} />
        )}
        {asked.loading && policy === undefined && <Spinner />}
        {policy !== undefined && isEditing && (
          <Suspense fallback={<Spinner />}>
            <PolicyEditor keyId={keyId} before={policy} close={close} />
          </Suspense>
        )}
        {policy !== undefined && !isEditing && <ShownPolicy text={policy} />}
      </SpaceBetween>
    </Container>
  )
}

type View = 'readable' | 'json'

function PolicyHeader({
  isEditing,
  edit,
}: {
  readonly isEditing: boolean
  readonly edit?: () => void
}) {
  const { key: own, keyPolicy } = useWords()
  return (
    <Header
      variant="h2"
      actions={
        !isEditing &&
        edit && (
          <Button onClick={edit} iconName="edit">
            {keyPolicy.edit}
          </Button>
        )
      }
    >
      {own.tabs.policy}
    </Header>
  )
}

function ShownPolicy({ text }: { readonly text: string }) {
  const { key: own, events } = useWords()
  const [view, setView] = useKept<View>('policy-view', 'readable')
  return (
    <SpaceBetween size="m">
      <SegmentedControl
        selectedId={view}
        label={own.viewLabel}
        options={[
          { id: 'readable', text: events.policyReadable },
          { id: 'json', text: 'JSON' },
        ]}
        onChange={({ detail }) => setView(detail.selectedId === 'json' ? 'json' : 'readable')}
      />
      {view === 'readable' ? (
        <PolicyView text={text} />
      ) : (
        <JsonView value={readable(text)} label={own.tabs.policy} />
      )}
    </SpaceBetween>
  )
}
