import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useMemo } from 'react'
import { Editor } from '../../parts/editor/editor.tsx'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { useWords } from '../../words/words.ts'
import type { CatalogTable } from './catalog.ts'
import { QueryState } from './query-state.tsx'
import { QueryResults } from './query-results.tsx'
import { sqlLanguage } from './sql-language.ts'
import type { RunningQuery, Settings } from './use-query.ts'

/** The text of a query, where it runs, and what came of it. */
export function QueryEditor({
  text,
  change,
  tables,
  settings,
  setSettings,
  query,
  ran,
}: {
  readonly text: string
  readonly change: (text: string) => void
  readonly tables: readonly CatalogTable[]
  readonly settings: Settings
  readonly setSettings: (settings: Settings) => void
  readonly query: RunningQuery
  /** A statement went through: the catalog may have changed. */
  readonly ran: () => void
}) {
  const { athena: own } = useWords()
  const language = useMemo(() => sqlLanguage(tables), [tables])
  const { execution, isRunning, failure, run, cancel } = query
  const state = execution?.Status?.State
  const isDdl = /^\s*(create|drop|alter|msck)\b/i.test(execution?.Query ?? '')
  useEffect(() => {
    if (state === 'SUCCEEDED' && isDdl) ran()
    // oxlint-disable-next-line react/exhaustive-deps -- once for each query
  }, [state, execution?.QueryExecutionId])
  return (
    <SpaceBetween size="l">
      <Container>
        <SpaceBetween size="s">
          <Editor value={text} label={own.editorLabel} change={change} extensions={language} />
          <QuerySettings settings={settings} change={setSettings} />
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              variant="primary"
              disabled={isRunning || text.trim() === ''}
              onClick={() => run(text, settings)}
            >
              {own.run}
            </Button>
            <Button disabled={!isRunning} onClick={cancel}>
              {own.cancel}
            </Button>
            {execution && <QueryState execution={execution} />}
          </SpaceBetween>
          <FailureAlert failure={failure} />
        </SpaceBetween>
      </Container>
      {execution && state === 'SUCCEEDED' && <QueryResults id={execution.QueryExecutionId} />}
    </SpaceBetween>
  )
}

function QuerySettings({
  settings,
  change,
}: {
  readonly settings: Settings
  readonly change: (settings: Settings) => void
}) {
  const { athena: own } = useWords()
  const field = (name: keyof Settings, label: string, placeholder = '') => (
    <FormField label={label}>
      <Input
        value={settings[name]}
        placeholder={placeholder}
        onChange={({ detail }) => change({ ...settings, [name]: detail.value })}
      />
    </FormField>
  )
  return (
    <ColumnLayout columns={3}>
      {field('database', own.database)}
      {field('workgroup', own.workgroup)}
      {field('output', own.output, 's3://bucket/folder/')}
    </ColumnLayout>
  )
}
