import Button from '@cloudscape-design/components/button'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import Tabs from '@cloudscape-design/components/tabs'
import { lazy, Suspense, type ReactNode } from 'react'
import { aws } from '../../api/aws.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { AwsCommand } from '../../parts/aws-command.tsx'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { goTo, linkTo } from '../../routes/location.ts'
import { useWords } from '../../words/words.ts'
import type { KeyMetadata } from '../keys/key-rows.ts'
import { KeyConfiguration } from './key-configuration.tsx'
import type { KeyTab } from './key-tabs.ts'
import { KeyWorldPlace } from './key-world.tsx'

const PolicyTab = lazy(async () => ({ default: (await import('./policy-tab.tsx')).PolicyTab }))
const AccessTab = lazy(async () => ({
  default: (await import('./access/access-tab.tsx')).AccessTab,
}))
const HistoryTab = lazy(async () => ({ default: (await import('./history-tab.tsx')).HistoryTab }))
const GrantsTab = lazy(async () => ({ default: (await import('./grants-tab.tsx')).GrantsTab }))
const AliasesTab = lazy(async () => ({ default: (await import('./aliases-tab.tsx')).AliasesTab }))
const RotationTab = lazy(async () => ({
  default: (await import('./rotation-tab.tsx')).RotationTab,
}))
const TagsTab = lazy(async () => ({ default: (await import('./tags-tab.tsx')).TagsTab }))

interface Shown {
  readonly keyId: string
  readonly metadata: KeyMetadata | undefined
}

const TABS: Readonly<Record<KeyTab, (shown: Shown) => ReactNode>> = {
  policy: ({ keyId }) => <PolicyTab keyId={keyId} />,
  access: (shown) => <AccessTab {...shown} />,
  history: ({ keyId }) => <HistoryTab keyId={keyId} />,
  grants: ({ keyId }) => <GrantsTab keyId={keyId} />,
  aliases: ({ keyId }) => <AliasesTab keyId={keyId} />,
  rotation: ({ keyId }) => <RotationTab keyId={keyId} />,
  tags: ({ keyId }) => <TagsTab keyId={keyId} />,
}

/** The command for what a tab shows. */
const COMMANDS: Readonly<Record<KeyTab, (id: string) => readonly string[]>> = {
  policy: (id) => [...ofKey('get-key-policy', id), '--policy-name', 'default'],
  access: (id) => [...ofKey('get-key-policy', id), '--policy-name', 'default'],
  history: () => [...LOOKUP, 'AttributeKey=EventName,AttributeValue=PutKeyPolicy'],
  grants: (id) => ofKey('list-grants', id),
  aliases: (id) => ofKey('list-aliases', id),
  rotation: (id) => ofKey('get-key-rotation-status', id),
  tags: (id) => ofKey('list-resource-tags', id),
}

const LOOKUP = ['cloudtrail', 'lookup-events', '--lookup-attributes'] as const

const ofKey = (operation: string, id: string) => ['kms', operation, '--key-id', id] as const

/** One key. */
export function KeyPage({ id, tab }: { readonly id: string; readonly tab: KeyTab }) {
  const words = useWords()
  const described = useAnswer(
    (signal) => aws<{ KeyMetadata: KeyMetadata }>('kms', 'DescribeKey', { KeyId: id }, { signal }),
    id,
  )
  const metadata = described.answer?.KeyMetadata
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          actions={
            <Button href={linkTo(['doctor'], { key: id })} iconName="status-info">
              {words.key.askDoctor}
            </Button>
          }
        >
          {id}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <FailureAlert failure={described.failure} again={described.again} about={{ key: id }} />
        {metadata && <KeyConfiguration keyId={id} metadata={metadata} changed={described.again} />}
        <KeyWorldPlace keyId={id}>
          <Tabs
            activeTabId={tab}
            ariaLabel={words.key.tabsLabel}
            onChange={({ detail }) => goTo(linkTo(['keys', id, detail.activeTabId]))}
            tabs={Object.entries(TABS).map(([one, content]) => ({
              id: one,
              label: words.key.tabs[one as KeyTab],
              content: one === tab && <Loaded>{content({ keyId: id, metadata })}</Loaded>,
            }))}
          />
        </KeyWorldPlace>
        <AwsCommand words={COMMANDS[tab](id)} />
      </SpaceBetween>
    </ContentLayout>
  )
}

function Loaded({ children }: { readonly children: ReactNode }) {
  return <Suspense fallback={<Spinner />}>{children}</Suspense>
}
