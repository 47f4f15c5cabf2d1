import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import Spinner from '@cloudscape-design/components/spinner'
import Table from '@cloudscape-design/components/table'
import Toggle from '@cloudscape-design/components/toggle'
import { useAnswer } from '../../api/use-answer.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { LongText } from '../../parts/long-text.tsx'
import { usePlace } from '../../routes/location.ts'
import { useKept } from '../../shell/use-kept.ts'
import { useWords } from '../../words/words.ts'
import { findEvent } from './event-page.tsx'
import { recordOf, type LookedUpEvent } from './event-record.ts'

/** Events side by side, member by member. */
export function ComparePage() {
  const { events: own } = useWords()
  const ids = (usePlace().query.get('ids') ?? '').split(',').filter(Boolean).slice(0, 5)
  const asked = useAnswer((signal) => findAll(ids, signal), ids.join(','))
  return (
    <ContentLayout header={<Header variant="h1">{own.compare}</Header>}>
      <FailureAlert failure={asked.failure} again={asked.again} />
      {asked.loading && <Spinner size="large" />}
      {asked.answer && (
        <Container>
          <Compared events={asked.answer} />
        </Container>
      )}
    </ContentLayout>
  )
}

/** One after the other: AWS takes two lookups a second. */
async function findAll(ids: readonly string[], signal: AbortSignal) {
  const found: LookedUpEvent[] = []
  for (const id of ids) {
    const { event } = await findEvent(id, signal)
    if (event) found.push(event)
  }
  return found
}

function Compared({ events }: { readonly events: readonly LookedUpEvent[] }) {
  const { events: own } = useWords()
  const [differing, setDiffering] = useKept('events-differences', false)
  const records = events.map((event) => new Map(leavesOf(recordOf(event))))
  const members = [...new Set(records.flatMap((record) => [...record.keys()]))]
  const differs = (member: string): boolean =>
    new Set(records.map((record) => record.get(member))).size > 1
  return (
    <Table
      variant="embedded"
      wrapLines
      items={differing ? members.filter(differs) : members}
      header={
        <Toggle checked={differing} onChange={({ detail }) => setDiffering(detail.checked)}>
          {own.onlyDifferences}
        </Toggle>
      }
      ariaLabels={{ tableLabel: own.compare }}
      columnDefinitions={[
        {
          id: 'member',
          header: own.member,
          isRowHeader: true,
          cell: (member) => <LongText text={member} />,
        },
        ...events.map(({ EventId, EventName = '' }, index) => ({
          id: EventId,
          header: EventName,
          minWidth: 340,
          cell: (member: string) => <LongText text={records[index]?.get(member) ?? '-'} />,
        })),
      ]}
    />
  )
}

/** `userIdentity.arn` and its value, for every value that is not an object itself. */
function leavesOf(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]]
  return Object.entries(value).flatMap(([member, inner]) =>
    leavesOf(inner, path === '' ? member : `${path}.${member}`),
  )
}
