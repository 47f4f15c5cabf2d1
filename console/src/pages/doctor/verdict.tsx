import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { useState, type ReactNode } from 'react'
import type { ToldFinding, ToldReport } from '../../../../src/doctor/index.ts'
import { call } from '../../api/call.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { linkTo } from '../../routes/location.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { Said } from '../../parts/said.tsx'
import { useWords } from '../../words/words.ts'

const TYPES = { good: 'success', bad: 'error', unknown: 'warning' } as const

export function Verdict({
  told,
  keyArn,
  actions,
}: {
  readonly told: ToldReport
  readonly keyArn: string | null
  readonly actions: ReactNode
}) {
  const { doctor: own } = useWords()
  const { mood, says, cause } = told.verdict
  const [, id] = /:key\/([\w-]+)$/.exec(keyArn ?? '') ?? []
  return (
    <SpaceBetween size="s">
      <Alert type={TYPES[mood]} header={own.moods[mood]} action={actions}>
        {says.map((sentence) => (
          <Box key={sentence} color="inherit" fontWeight="bold">
            <Said text={sentence} />
          </Box>
        ))}
        {cause && <Finding finding={cause} />}
      </Alert>
      <Box color="text-body-secondary" fontSize="body-s">
        {told.where}
        {id !== undefined && (
          <>
            {' · '}
            <Link fontSize="body-s" href={linkTo(['keys', id])}>
              {id}
            </Link>
          </>
        )}
      </Box>
    </SpaceBetween>
  )
}

export function OtherFindings({ findings }: { readonly findings: readonly ToldFinding[] }) {
  const { doctor: own } = useWords()
  if (findings.length === 0) return null
  return (
    <Container header={<Header variant="h2">{own.otherFindings}</Header>}>
      <SpaceBetween size="m">
        {findings.map((finding) => (
          <Finding key={`${finding.id} ${finding.says}`} finding={finding} />
        ))}
      </SpaceBetween>
    </Container>
  )
}

/** What was found, and its page in the documentation for whoever opens it. */
function Finding({ finding: { id, says } }: { readonly finding: ToldFinding }) {
  const { doctor: own } = useWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <div>
      <p>
        <Said text={says} />
      </p>
      <ExpandableSection
        variant="inline"
        expanded={isOpen}
        onChange={({ detail }) => setOpen(detail.expanded)}
        headerText={`${own.whatItMeans}: ${id}`}
      >
        {isOpen && <Explanation id={id} />}
      </ExpandableSection>
    </div>
  )
}

function Explanation({ id }: { readonly id: string }) {
  const { language: lang } = usePreferences()
  const asked = useAnswer(
    (signal) => call<string | null>('explain-finding', { id, lang }, { signal }),
    `${id} ${lang}`,
  )
  if (asked.failure) return <FailureAlert failure={asked.failure} again={asked.again} />
  if (asked.loading) return <Spinner />
  const blocks = (asked.answer ?? id).split(/\n{2,}/)
  return (
    <SpaceBetween size="xs">
      {blocks.map((block, index) => (
        <Box key={index} color="inherit" fontWeight={isIndented(block) ? 'normal' : 'bold'}>
          <Said text={block.replaceAll(/^ {2}/gm, '')} />
        </Box>
      ))}
    </SpaceBetween>
  )
}

/** Titles are not. */
const isIndented = (block: string): boolean => block.startsWith(' ')
