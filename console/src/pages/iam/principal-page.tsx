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
import { EntityPolicies } from './entity-policies.tsx'
import { EntitySummary } from './entity-summary.tsx'
import { OWNERS, type Entity, type PrincipalKind } from './entity.ts'
import { tabsOf, type IamTab } from './iam-tabs.ts'
import { SwitchToRole } from './switch-to-role.tsx'

const AccessTab = lazy(async () => ({ default: (await import('./access-tab.tsx')).AccessTab }))
const AccessKeys = lazy(async () => ({ default: (await import('./access-keys.tsx')).AccessKeys }))
const TrustTab = lazy(async () => ({ default: (await import('./trust-tab.tsx')).TrustTab }))
const GroupsTab = lazy(async () => ({ default: (await import('./members.tsx')).GroupsOfUser }))
const MembersTab = lazy(async () => ({ default: (await import('./members.tsx')).MembersOfGroup }))

interface Shown {
  readonly kind: PrincipalKind
  readonly name: string
  readonly entity: Entity | undefined
}

const CONTENTS: Readonly<Record<IamTab, (shown: Shown) => ReactNode>> = {
  permissions: ({ kind, name }) => <EntityPolicies owner={OWNERS[kind]} name={name} />,
  access: ({ entity }) => (entity?.Arn ? <AccessTab principal={entity.Arn} /> : undefined),
  trust: ({ entity }) => <TrustTab trust={entity?.AssumeRolePolicyDocument} />,
  keys: ({ name }) => <AccessKeys user={name} />,
  groups: ({ name }) => <GroupsTab user={name} />,
  members: ({ name }) => <MembersTab group={name} />,
}

/** The command for what a tab shows; `@` stands for the kind. */
const COMMANDS: Readonly<Record<IamTab, string>> = {
  permissions: 'list-attached-@-policies',
  access: 'get-@',
  trust: 'get-@',
  keys: 'list-access-keys',
  groups: 'list-groups-for-user',
  members: 'get-group',
}

/** One user, role or group: who it is, what its policies say, and what comes of that. */
export function PrincipalPage({
  kind,
  name,
  tab,
}: {
  readonly kind: PrincipalKind
  readonly name: string
  readonly tab: IamTab
}) {
  const { iam: own } = useWords()
  const owner = OWNERS[kind]
  const who = { [`${owner}Name`]: name }
  const asked = useAnswer(
    (signal) => aws<Readonly<Record<string, Entity>>>('iam', `Get${owner}`, who, { signal }),
    `${kind} ${name}`,
  )
  const entity = asked.answer?.[owner]
  const shown = { kind, name, entity }
  const lower = owner.toLowerCase()
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          actions={kind === 'roles' && entity?.Arn && <SwitchToRole arn={entity.Arn} />}
        >
          {name}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <FailureAlert failure={asked.failure} again={asked.again} />
        {asked.loading && <Spinner />}
        {entity && <EntitySummary entity={entity} />}
        <Tabs
          activeTabId={tab}
          ariaLabel={own.tabsLabel}
          onChange={({ detail }) => goTo(linkTo(['iam', kind, name, detail.activeTabId]))}
          tabs={tabsOf(kind).map((id) => ({
            id,
            label: own.tabs[id],
            content: id === tab && (
              <Suspense fallback={<Spinner />}>{CONTENTS[id](shown)}</Suspense>
            ),
          }))}
        />
        <AwsCommand words={['iam', COMMANDS[tab].replace('@', lower), `--${lower}-name`, name]} />
      </SpaceBetween>
    </ContentLayout>
  )
}
