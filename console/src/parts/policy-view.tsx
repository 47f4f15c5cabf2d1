import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import Table from '@cloudscape-design/components/table'
import { useWords } from '../words/words.ts'
import { LongText } from './long-text.tsx'
import { statementsIn, type StatementView } from './policy-document.ts'

/** A key policy as people read it: who may do what, a statement a row. */
export function PolicyView({ text }: { readonly text: string }) {
  const { policy } = useWords()
  const statements = statementsIn(text)
  if (statements === undefined) return <Box color="text-status-error">{policy.unreadable}</Box>
  return (
    <Table
      variant="embedded"
      wrapLines
      cellVerticalAlign="top"
      items={statements}
      empty={<Box textAlign="center">{policy.empty}</Box>}
      ariaLabels={{ tableLabel: policy.statements }}
      columnDefinitions={[
        {
          id: 'sid',
          header: policy.sid,
          isRowHeader: true,
          cell: ({ sid }) => sid ?? '-',
          minWidth: 120,
        },
        { id: 'effect', header: policy.effect, cell: effectCell, minWidth: 90 },
        { id: 'principals', header: policy.principals, cell: ({ principals }) => list(principals) },
        { id: 'actions', header: policy.actions, cell: ({ actions }) => whole(actions) },
        { id: 'conditions', header: policy.conditions, cell: ({ conditions }) => list(conditions) },
      ]}
    />
  )
}

function effectCell({ effect }: StatementView) {
  return <Badge color={effect === 'Deny' ? 'red' : 'green'}>{effect || '-'}</Badge>
}

function list(texts: readonly string[]) {
  if (texts.length === 0) return '-'
  return texts.map((text, index) => (
    <div key={index}>
      <LongText text={text} />
    </div>
  ))
}

/** Each in one line: they are short, and there are many. */
function whole(texts: readonly string[]) {
  if (texts.length === 0) return '-'
  return texts.map((text, index) => (
    <div key={index} className="whole">
      {text}
    </div>
  ))
}
