import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { Said } from '../../../parts/said.tsx'
import { useWords } from '../../../words/words.ts'
import type { DocumentProblem } from './check-document.ts'

const TYPES = { error: 'error', warning: 'warning', note: 'info' } as const

/** What the editor marks, as a list that can be read out; each leads to its line. */
export function ProblemList({
  problems,
  show,
}: {
  readonly problems: readonly DocumentProblem[]
  readonly show?: (line: number) => void
}) {
  const { keyPolicy } = useWords()
  const own = keyPolicy.problems
  return (
    <section aria-label={own.title} aria-live="polite">
      <Box variant="h3">{own.title}</Box>
      {problems.length === 0 && <StatusIndicator type="success">{own.none}</StatusIndicator>}
      <ul className="plain-list">
        {problems.map(({ severity, line, says, instead }, index) => (
          <li key={index}>
            <StatusIndicator type={TYPES[severity]} wrapText>
              {show ? (
                <Button variant="inline-link" onClick={() => show(line)}>
                  {own.line(line)}
                </Button>
              ) : (
                own.line(line)
              )}{' '}
              <Said text={own.both(says, instead)} />
            </StatusIndicator>
          </li>
        ))}
      </ul>
    </section>
  )
}
