import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { DoctorReport } from '../../../../src/console/doctor/report.ts'
import type { ToldRemedy } from '../../../../src/doctor/index.ts'
import { downloadFile } from '../../parts/download.ts'
import { JsonView } from '../../parts/json-view.tsx'
import { ShellText } from '../../parts/shell-text.tsx'
import { UnifiedDifference } from '../../parts/unified-difference.tsx'
import { Said } from '../../parts/said.tsx'
import { useWords } from '../../words/words.ts'

type Documents = DoctorReport['documents']

/** Who can put it right, and what to type. */
export function Remedies({
  remedies,
  documents,
}: {
  readonly remedies: readonly ToldRemedy[]
  readonly documents: Documents
}) {
  const { doctor: own } = useWords()
  return remedies.map((remedy, index) => (
    <Container
      key={index}
      header={
        <Header
          variant="h2"
          {...(remedies.length > 1 && { description: own.step(index + 1, remedies.length) })}
        >
          {own.remedies}
        </Header>
      }
    >
      <Remedy remedy={remedy} documents={documents} />
    </Container>
  ))
}

function Remedy({
  remedy,
  documents,
}: {
  readonly remedy: ToldRemedy
  readonly documents: Documents
}) {
  const { doctor: own } = useWords()
  const { by, changes, gains, loses, atOnce, commands, diff, proof, proved, files } = remedy
  const effects = [gains, loses].filter((line) => line !== undefined)
  return (
    <SpaceBetween size="m">
      {by.map(({ name, how }) => (
        <div key={name} className="told">
          <strong>{name}</strong> ({how})
        </div>
      ))}
      <div>
        {by.length > 0 && <Box variant="awsui-key-label">{own.changes}</Box>}
        <div>
          <Said text={changes} />
        </div>
        {effects.map((line) => (
          <div key={line} className="told">
            {line}
          </div>
        ))}
      </div>
      {proof !== '' && (
        <StatusIndicator type={proved ? 'success' : 'warning'}>{proof}</StatusIndicator>
      )}
      <Commands atOnce={atOnce} commands={commands} />
      {diff !== undefined && (
        <ExpandableSection headerText={own.diff} defaultExpanded>
          <UnifiedDifference text={diff} label={own.diff} />
        </ExpandableSection>
      )}
      <Written files={files} documents={documents} />
    </SpaceBetween>
  )
}

function Commands({
  atOnce,
  commands,
}: {
  readonly atOnce: string | undefined
  readonly commands: readonly string[]
}) {
  const { doctor: own } = useWords()
  const steps = (
    <SpaceBetween size="xs">
      {commands.map((text, index) => (
        <ShellText key={index} text={text} label={`${own.typeThis} (${index + 1})`} />
      ))}
    </SpaceBetween>
  )
  if (atOnce === undefined) {
    if (commands.length === 0) return null
    return (
      <div>
        <Box variant="awsui-key-label">{own.typeThis}</Box>
        {steps}
      </div>
    )
  }
  return (
    <SpaceBetween size="s">
      <div>
        <Box variant="awsui-key-label">{own.typeThis}</Box>
        <ShellText text={atOnce} label={own.typeThis} />
      </div>
      <ExpandableSection headerText={own.orAwsCli}>{steps}</ExpandableSection>
    </SpaceBetween>
  )
}

/** Documents that the commands name, and the text for AWS Support. */
function Written({
  files,
  documents,
}: {
  readonly files: readonly string[]
  readonly documents: Documents
}) {
  const { doctor: own } = useWords()
  return files.map((name) => {
    const text = documents[name]
    if (text === undefined) return null
    const isCase = name.endsWith('.txt')
    const type = isCase ? 'text/plain' : 'application/json'
    return (
      <ExpandableSection
        key={name}
        headerText={isCase ? own.support : `${own.documents}: ${name}`}
        defaultExpanded={isCase}
        headerActions={
          <Button
            iconName="download"
            variant="icon"
            ariaLabel={own.downloadOf(name)}
            onClick={() => downloadFile(name, type, text)}
          />
        }
      >
        <JsonView value={text.trimEnd()} label={name} />
      </ExpandableSection>
    )
  })
}
