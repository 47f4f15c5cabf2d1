import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { useState } from 'react'
import { useAnswer } from '../../api/use-answer.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { JsonView } from '../../parts/json-view.tsx'
import { readable } from '../../parts/policy-document.ts'
import { linkTo } from '../../routes/location.ts'
import { useWords } from '../../words/words.ts'
import { policiesOf, type AttachedDocument } from './entity-policies.ts'

/** Every policy that has a say for one identity; those of its groups too. */
export function EntityPolicies({
  owner,
  name,
}: {
  readonly owner: 'User' | 'Role' | 'Group'
  readonly name: string
}) {
  const { iam: own } = useWords()
  const asked = useAnswer((signal) => policiesOf(owner, name, signal), `${owner} ${name}`)
  const policies = asked.answer ?? []
  return (
    <Container
      header={
        <Header variant="h2" {...(asked.answer && { counter: `(${policies.length})` })}>
          {own.permissions}
        </Header>
      }
    >
      <SpaceBetween size="s">
        <FailureAlert failure={asked.failure} again={asked.again} />
        {asked.loading && <Spinner />}
        {asked.answer && policies.length === 0 && <Box>{own.noPolicies}</Box>}
        {policies.map((policy) => (
          <Policy key={`${policy.group} ${policy.arn} ${policy.name}`} policy={policy} />
        ))}
      </SpaceBetween>
    </Container>
  )
}

function Policy({ policy: { name, arn, group, text, refused } }: { policy: AttachedDocument }) {
  const { iam: own } = useWords()
  const kind = arn === undefined ? own.inline : own.managed
  // There may be a hundred, of 10 KB each.
  const [isOpened, setOpened] = useState(false)
  const from = group === undefined ? kind : `${kind}, ${own.fromGroup(group)}`
  return (
    <ExpandableSection
      headerText={name}
      headerDescription={from}
      onChange={({ detail }) => setOpened((old) => old || detail.expanded)}
    >
      {text === undefined && <Box color="text-status-warning">{refused}</Box>}
      {text !== undefined && isOpened && (
        <SpaceBetween size="xs">
          {arn !== undefined && <Link href={linkTo(['iam', 'policies', arn])}>{arn}</Link>}
          <JsonView value={readable(text)} label={name} />
        </SpaceBetween>
      )}
    </ExpandableSection>
  )
}
