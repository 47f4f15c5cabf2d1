import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import type { DoctorReport } from '../../../../src/console/doctor/report.ts'
import type { ToldReport } from '../../../../src/doctor/index.ts'
import { usePerson } from '../../api/session.ts'
import { LongText } from '../../parts/long-text.tsx'
import { shellLine } from '../../parts/shell-line.ts'
import { ShellText } from '../../parts/shell-text.tsx'
import { useWords } from '../../words/words.ts'
import { Basis } from './basis.tsx'
import { Ladders } from './ladder.tsx'
import type { Question } from './question.ts'
import { Quotes } from './quotes.tsx'
import { Recovery } from './recovery.tsx'
import { Remedies } from './remedies.tsx'
import { ReportActions } from './report-actions.tsx'
import type { Asking } from './use-report.ts'
import { OtherFindings, Verdict } from './verdict.tsx'

/** The answer first, then why, then what to do. */
export function Report({
  report,
  question,
  asking,
}: {
  readonly report: DoctorReport
  readonly question: Question
  readonly asking: Asking
}) {
  const { doctor: own } = useWords()
  const { arn } = usePerson()
  const { told, diagnoses, documents } = report
  const [first] = diagnoses
  if (told === null || first === undefined) return null
  const { key, principal } = first.request
  const canPlan = key !== null && told.remedies.some(({ atOnce }) => atOnce !== undefined)
  return (
    <SpaceBetween size="l">
      <Verdict
        told={told}
        actions={<ReportActions report={report} again={asking.again} />}
        keyArn={key}
      />
      <Ladders ways={told.ways} />
      <Quotes quotes={told.quotes} />
      <Sentences sentences={told.sentences} />
      <OtherFindings findings={told.otherFindings} />
      {told.remedies.length > 0 && <Remedies remedies={told.remedies} documents={documents} />}
      {canPlan && (
        <Recovery about={{ key, ...(principal !== arn && { principal }) }} done={asking.again} />
      )}
      {told.basis && <Basis basis={told.basis} policy={first.keyPolicy.policy} />}
      <Unseen unseen={told.unseen} />
      <SameInTerminal title={own.sameInTerminal} line={commandOf(report, question)} />
    </SpaceBetween>
  )
}

function Sentences({ sentences }: Pick<ToldReport, 'sentences'>) {
  const { doctor: own } = useWords()
  if (sentences.length === 0) return null
  return (
    <Container header={<Header variant="h2">{own.awsSays}</Header>}>
      {sentences.map((sentence) => (
        <p key={sentence} className="told">
          <LongText text={sentence} />
        </p>
      ))}
    </Container>
  )
}

function Unseen({ unseen }: Pick<ToldReport, 'unseen'>) {
  const { doctor: own } = useWords()
  if (unseen.length === 0) return null
  return (
    <Table
      items={unseen}
      wrapLines
      header={<Header variant="h2">{own.unseen}</Header>}
      ariaLabels={{ tableLabel: own.unseen }}
      columnDefinitions={[
        { id: 'question', header: own.questionOpen, cell: ({ question }) => question },
        {
          id: 'permission',
          header: own.permission,
          isRowHeader: true,
          cell: ({ permission }) => <Box variant="code">{permission}</Box>,
        },
      ]}
    />
  )
}

function SameInTerminal({ title, line }: { readonly title: string; readonly line: string }) {
  return (
    <ExpandableSection headerText={title} variant="footer">
      <ShellText text={line} label={title} />
    </ExpandableSection>
  )
}

function commandOf({ diagnoses }: DoctorReport, question: Question): string {
  const { by, key, error, principal, actions } = question
  const where = diagnoses[0]?.where
  const about =
    by === 'error'
      ? [...(key ? [key] : []), '--from-error', error]
      : [
          key,
          ...(principal ? ['--principal', principal] : []),
          ...actions.flatMap((action) => ['--action', action]),
        ]
  return shellLine([
    ...(where?.sparekey ?? ['sparekey']),
    'doctor',
    ...about,
    ...(where?.endpoint ? ['--endpoint', where.endpoint] : []),
    ...(where ? ['--region', where.region] : []),
    ...(where?.profile ? ['--profile', where.profile] : []),
  ])
}
