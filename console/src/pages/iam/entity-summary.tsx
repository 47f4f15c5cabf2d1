import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import Box from '@cloudscape-design/components/box'
import { LongText } from '../../parts/long-text.tsx'
import { timeText } from '../../parts/time-text.ts'
import { linkTo } from '../../routes/location.ts'
import { useWords } from '../../words/words.ts'
import { nameIn, type Entity } from './entity.ts'

/** Who it is, and what bounds it. */
export function EntitySummary({ entity }: { readonly entity: Entity }) {
  const { iam: own, none } = useWords()
  const { UserId, RoleId, GroupId, PermissionsBoundary } = entity
  const used = entity.PasswordLastUsed ?? entity.RoleLastUsed?.LastUsedDate
  const boundary = PermissionsBoundary?.PermissionsBoundaryArn
  return (
    <Container header={<Header variant="h2">{own.summary}</Header>}>
      <KeyValuePairs
        columns={3}
        minColumnWidth={240}
        items={[
          { label: 'ARN', value: <LongText text={entity.Arn ?? none} /> },
          { label: own.columns.created, value: timeText(entity.CreateDate) },
          ...(GroupId === undefined ? [{ label: own.lastUsed, value: timeText(used) }] : []),
          { label: own.uniqueId, value: UserId ?? RoleId ?? GroupId ?? none },
          { label: own.columns.path, value: entity.Path ?? none },
          ...(GroupId === undefined
            ? [{ label: own.boundary, value: <Boundary arn={boundary} /> }]
            : []),
        ]}
      />
    </Container>
  )
}

function Boundary({ arn }: { readonly arn: string | undefined }) {
  const { iam: own } = useWords()
  if (arn === undefined) return own.noBoundary
  return (
    <>
      <Link href={linkTo(['iam', 'policies', arn])}>{nameIn(arn)}</Link>
      <Box color="text-body-secondary" fontSize="body-s">
        {own.boundaryHint}
      </Box>
    </>
  )
}
