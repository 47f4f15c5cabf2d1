import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import Modal from '@cloudscape-design/components/modal'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { useState } from 'react'
import type { TrailTableAnswer } from '../../../../src/console/api/routes/trail-table.ts'
import { aws } from '../../api/aws.ts'
import { call } from '../../api/call.ts'
import { usePerson } from '../../api/session.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { JsonView } from '../../parts/json-view.tsx'
import { useWords } from '../../words/words.ts'
import { previewQuery } from '../athena/article-queries.ts'
import { inEditor } from '../athena/in-editor.ts'
import { QueryState } from '../athena/query-state.tsx'
import { useQuery } from '../athena/use-query.ts'
import { useAthenaSettings } from '../athena/use-athena-settings.ts'

interface Trail {
  readonly Name: string
  readonly TrailARN: string
  readonly S3BucketName: string
  readonly HomeRegion?: string
  readonly IsMultiRegionTrail?: boolean
}

/** A table over the logs of a trail, for Athena: the statement is shown, and run as shown. */
export function CreateTableDialog({ close }: { readonly close: () => void }) {
  const { events: own, close: closeLabel } = useWords()
  const { region } = usePerson()
  const trails = useAnswer((signal) => trailsOf(region, signal), region)
  const [chosen, setChosen] = useState<string>()
  const trail = trails.answer?.find(({ TrailARN }) => TrailARN === chosen) ?? trails.answer?.[0]
  const arn = trail?.TrailARN ?? ''
  const wanted = useAnswer(
    (signal) =>
      arn === ''
        ? Promise.resolve(undefined)
        : call<TrailTableAnswer>('trail-table', { trail: arn }, { signal }),
    arn,
  )
  const making = useMakeTable()
  return (
    <Modal
      visible
      size="large"
      header={own.table.create}
      closeAriaLabel={closeLabel}
      onDismiss={close}
      footer={<Footer wanted={wanted.answer} making={making} close={close} />}
    >
      <SpaceBetween size="m">
        <Box variant="p">{own.table.about}</Box>
        <FailureAlert failure={trails.failure} again={trails.again} />
        {trails.loading && <Spinner />}
        {trails.answer?.length === 0 && <Alert type="info">{own.table.noTrails}</Alert>}
        {trail && (
          <FormField label={own.table.trail} description={own.table.trailHint}>
            <Select
              selectedOption={optionOf(trail)}
              options={(trails.answer ?? []).map(optionOf)}
              onChange={({ detail }) => setChosen(detail.selectedOption.value)}
            />
          </FormField>
        )}
        <FailureAlert failure={wanted.failure} again={wanted.again} />
        {wanted.loading && arn !== '' && <Spinner />}
        {wanted.answer && <Statement wanted={wanted.answer} making={making} />}
      </SpaceBetween>
    </Modal>
  )
}

function Footer({
  wanted,
  making: { isMade, isRunning, make },
  close,
}: {
  readonly wanted: TrailTableAnswer | undefined
  readonly making: Making
  readonly close: () => void
}) {
  const { events: own, cancel, close: closeLabel } = useWords()
  return (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" onClick={close}>
          {isMade ? closeLabel : cancel}
        </Button>
        <Button
          variant="primary"
          disabled={!wanted || wanted.isThere || isMade}
          loading={isRunning}
          onClick={() => wanted && make(wanted)}
        >
          {own.table.make}
        </Button>
      </SpaceBetween>
    </Box>
  )
}

const optionOf = ({ Name, TrailARN, S3BucketName }: Trail) => ({
  value: TrailARN,
  label: Name,
  description: `s3://${S3BucketName}`,
})

async function trailsOf(region: string, signal: AbortSignal): Promise<readonly Trail[]> {
  const { trailList = [] } = await aws<{ readonly trailList?: readonly Trail[] }>(
    'cloudtrail',
    'DescribeTrails',
    {},
    { signal },
  )
  return trailList.filter(
    ({ IsMultiRegionTrail, HomeRegion }) => IsMultiRegionTrail || HomeRegion === region,
  )
}

type Making = ReturnType<typeof useMakeTable>

function Statement({
  wanted: { database, name, statement, isThere },
  making: { output, setOutput, execution, failure, isMade },
}: {
  readonly wanted: TrailTableAnswer
  readonly making: Making
}) {
  const { events: own, athena } = useWords()
  const whole = `${database}.${name}`
  return (
    <SpaceBetween size="m">
      <FormField label={athena.output} description={own.table.outputHint} stretch>
        <Input
          value={output}
          placeholder={athena.outputExample}
          onChange={({ detail }) => setOutput(detail.value)}
        />
      </FormField>
      <div aria-live="polite">{execution && <QueryState execution={execution} />}</div>
      <FailureAlert failure={failure} />
      {(isMade || isThere) && (
        <Alert
          type={isMade ? 'success' : 'info'}
          header={isMade ? own.table.made(whole) : own.table.isThere(whole)}
        >
          <Link href={inEditor(previewQuery(whole))}>{own.table.open}</Link>
        </Alert>
      )}
      <FormField label={own.table.statement} description={whole} stretch>
        <JsonView value={statement} label={own.table.statement} />
      </FormField>
    </SpaceBetween>
  )
}

/** The database comes first, where it is not there yet. */
function useMakeTable() {
  const [settings, setSettings] = useAthenaSettings()
  const [made, setMade] = useState<string>()
  const query = useQuery()
  const { execution, isRunning, failure, runAll } = query
  return {
    output: settings.output,
    setOutput: (output: string) => setSettings({ ...settings, output }),
    execution,
    isRunning,
    failure,
    isMade: made !== undefined && execution?.Status?.State === 'SUCCEEDED' && !isRunning,
    make: ({ database, databaseStatement, statement }: TrailTableAnswer) => {
      setMade(statement)
      const first = databaseStatement === null ? [] : [databaseStatement]
      runAll([...first, statement], { ...settings, database })
    },
  }
}
