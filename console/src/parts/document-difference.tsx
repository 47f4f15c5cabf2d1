import Box from '@cloudscape-design/components/box'
import { diffLines } from 'diff'
import { useWords } from '../words/words.ts'

/** What changed between two documents, line by line. */
export function DocumentDifference({
  before,
  after,
  label,
}: {
  readonly before: string
  readonly after: string
  readonly label: string
}) {
  const { policy } = useWords()
  if (before === after) return <Box color="text-status-inactive">{policy.same}</Box>
  return (
    <div className="document difference">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys */}
      <section tabIndex={0} aria-label={label}>
        <pre>
          {diffLines(before, after).flatMap(({ value, added, removed }, part) =>
            value
              .replace(/\n$/, '')
              .split('\n')
              .map((line, index) => (
                <code
                  key={`${part} ${index}`}
                  className={added ? 'added' : removed ? 'removed' : ''}
                >
                  {`${added ? '+' : removed ? '-' : ' '} ${line}\n`}
                </code>
              )),
          )}
        </pre>
      </section>
    </div>
  )
}
