import Box from '@cloudscape-design/components/box'
import Table from '@cloudscape-design/components/table'
import type { AccessDifference } from '../../../src/policy/index.ts'
import { useWords } from '../words/words.ts'

/** Who gains and who loses what by a change of key policy. */
export function AccessChanges({
  changes,
  everything,
}: {
  readonly changes: readonly AccessDifference[]
  /** How many actions on a key there are, where the list is to say so in a word. */
  readonly everything?: number
}) {
  const { keyPolicy } = useWords()
  const own = keyPolicy.changes
  const listed = (actions: readonly string[]): string => {
    if (actions.length === 0) return '-'
    return actions.length === everything ? own.all : actions.join(', ')
  }
  return (
    <Table
      variant="embedded"
      wrapLines
      items={changes}
      ariaLabels={{ tableLabel: own.title }}
      empty={<Box textAlign="center">{own.none}</Box>}
      columnDefinitions={[
        {
          id: 'principal',
          header: own.principal,
          isRowHeader: true,
          cell: ({ principal }) => principal,
        },
        { id: 'gains', header: own.gains, cell: ({ gains }) => listed(gains) },
        { id: 'loses', header: own.loses, cell: ({ loses }) => listed(loses) },
        { id: 'conditions', header: own.conditions, cell: ({ changes: some }) => listed(some) },
      ]}
    />
  )
}
