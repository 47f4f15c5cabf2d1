import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'
import type { Diagnosis, ToldReport } from '../../../../src/doctor/index.ts'
import { JsonView } from '../../parts/json-view.tsx'
import { PolicyView } from '../../parts/policy-view.tsx'
import { linkTo } from '../../routes/location.ts'
import { useWords } from '../../words/words.ts'
import { ChangeLines } from './change-lines.tsx'

/** What the diagnosis rests on, and where more could be looked for. */
export function Basis({
  basis,
  policy,
}: {
  readonly basis: NonNullable<ToldReport['basis']>
  readonly policy: Diagnosis['keyPolicy']['policy']
}) {
  const { doctor: own } = useWords()
  const { source, eventId, change, attempts, notSeen, gaps, searched, delivered } = basis
  const rows: readonly (readonly [string, ReactNode])[] = [
    [
      own.keyPolicy,
      <span key="source">
        {source}
        {eventId !== undefined && (
          <div>
            <Link href={linkTo(['events', eventId])}>{own.openEvent}</Link>
          </div>
        )}
      </span>,
    ],
    ...(change.length > 0 ? [[own.change, <ChangeLines key="c" lines={change} />] as const] : []),
    ...textRow(own.attempts, attempts),
    ...textRow(own.notSeen, notSeen),
    ...textRow(own.gaps, gaps),
    ...textRow(own.searched, searched),
    ...textRow(own.elsewhere, delivered),
  ]
  return (
    <Container header={<Header variant="h2">{own.basis}</Header>}>
      <SpaceBetween size="m">
        <KeyValuePairs columns={1} items={rows.map(([label, value]) => ({ label, value }))} />
        {policy && (
          <ExpandableSection headerText={own.policy}>
            <SpaceBetween size="m">
              <PolicyView text={JSON.stringify(policy)} />
              <JsonView value={policy} label={own.policy} />
            </SpaceBetween>
          </ExpandableSection>
        )}
      </SpaceBetween>
    </Container>
  )
}

function textRow(label: string, lines: readonly string[]): readonly [string, ReactNode][] {
  if (lines.length === 0) return []
  return [
    [
      label,
      lines.map((line) => (
        <div key={line} className="told">
          {line}
        </div>
      )),
    ],
  ]
}
