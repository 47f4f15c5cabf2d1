import ContentLayout from '@cloudscape-design/components/content-layout'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { aws } from '../../api/aws.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { AwsCommand } from '../../parts/aws-command.tsx'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { JsonView } from '../../parts/json-view.tsx'
import { readable } from '../../parts/policy-document.ts'
import { timeText } from '../../parts/time-text.ts'
import { useWords } from '../../words/words.ts'
import { AccessKeys } from './access-keys.tsx'
import { EntityPolicies } from './entity-policies.tsx'

const OWNERS = { users: 'User', roles: 'Role', groups: 'Group' } as const
type PrincipalKind = keyof typeof OWNERS

interface Entity {
  readonly Arn?: string
  readonly Path?: string
  readonly CreateDate?: string
  readonly UserId?: string
  readonly RoleId?: string
  readonly GroupId?: string
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn?: string }
  readonly AssumeRolePolicyDocument?: string
  readonly PasswordLastUsed?: string
  readonly RoleLastUsed?: { readonly LastUsedDate?: string }
}

/** One user, role or group: who it is, and what its policies say. */
export function PrincipalPage({
  kind,
  name,
}: {
  readonly kind: PrincipalKind
  readonly name: string
}) {
  const { iam: own } = useWords()
  const owner = OWNERS[kind]
  const who = { [`${owner}Name`]: name }
  const asked = useAnswer(
    (signal) => aws<Readonly<Record<string, Entity>>>('iam', `Get${owner}`, who, { signal }),
    `${kind} ${name}`,
  )
  const entity = asked.answer?.[owner]
  const trust = entity?.AssumeRolePolicyDocument
  return (
    <ContentLayout header={<Header variant="h1">{name}</Header>}>
      <SpaceBetween size="l">
        <FailureAlert failure={asked.failure} again={asked.again} />
        {entity && <Summary entity={entity} />}
        {trust !== undefined && (
          <Container header={<Header variant="h2">{own.trust}</Header>}>
            <JsonView value={readable(decodeURIComponent(trust))} label={own.trust} />
          </Container>
        )}
        <EntityPolicies owner={owner} name={name} />
        {kind === 'users' && <AccessKeys user={name} />}
        <AwsCommand
          words={[...['iam', `get-${owner.toLowerCase()}`, `--${owner.toLowerCase()}-name`], name]}
        />
      </SpaceBetween>
    </ContentLayout>
  )
}

function Summary({ entity }: { readonly entity: Entity }) {
  const { iam: own, none } = useWords()
  const { UserId, RoleId, GroupId, PermissionsBoundary } = entity
  const used = entity.PasswordLastUsed ?? entity.RoleLastUsed?.LastUsedDate
  return (
    <Container header={<Header variant="h2">{own.summary}</Header>}>
      <KeyValuePairs
        columns={2}
        items={[
          { label: 'ARN', value: entity.Arn ?? none },
          { label: own.uniqueId, value: UserId ?? RoleId ?? GroupId ?? none },
          { label: own.columns.created, value: timeText(entity.CreateDate) },
          { label: own.lastUsed, value: timeText(used) },
          { label: own.boundary, value: PermissionsBoundary?.PermissionsBoundaryArn ?? none },
          { label: own.columns.path, value: entity.Path ?? none },
        ]}
      />
    </Container>
  )
}
