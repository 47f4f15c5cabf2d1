import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ToldQuote } from '../../../../src/doctor/index.ts'
import { useWords } from '../../words/words.ts'

/** The lines of the policies that settled it, with those marked that did. */
export function Quotes({ quotes }: { readonly quotes: readonly ToldQuote[] }) {
  const { doctor: own } = useWords()
  if (quotes.length === 0) return null
  return (
    <Container header={<Header variant="h2">{own.quotes}</Header>}>
      <SpaceBetween size="l">
        {quotes.map((quote) => (
          <QuotedLines key={quote.title} quote={quote} />
        ))}
      </SpaceBetween>
    </Container>
  )
}

function QuotedLines({ quote: { title, lines, failed } }: { readonly quote: ToldQuote }) {
  return (
    <SpaceBetween size="xs">
      <Box variant="h3">
        <span className="told">{title}</span>
      </Box>
      <div className="document quoted">
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys */}
        <section tabIndex={0} aria-label={title}>
          <pre>
            {lines.map(({ line, text, marked }) => (
              <code key={line} data-line={line} className={marked ? 'marked' : ''}>
                {`${text}\n`}
              </code>
            ))}
          </pre>
        </section>
      </div>
      {failed !== undefined && <Box color="text-body-secondary">{failed}</Box>}
    </SpaceBetween>
  )
}
