import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useMemo, useState } from 'react'
import { Editor } from '../../parts/editor/editor.tsx'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { useWords } from '../../words/words.ts'
import type { CatalogTable } from './catalog.ts'
import { QueryState } from './query-state.tsx'
import { QueryResults } from './query-results.tsx'
import { markedError } from './sql-error.ts'
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
  run,
  ran,
}: {
  readonly text: string
  readonly change: (text: string) => void
  readonly tables: readonly CatalogTable[]
  readonly settings: Settings
  readonly setSettings: (settings: Settings) => void
  readonly query: RunningQuery
  readonly run: (sql: string) => void
  /** A statement went through: the catalog may have changed. */
  readonly ran: () => void
}) {
  const { athena: own } = useWords()
  const { execution, isRunning, failure, cancel } = query
  const state = execution?.Status?.State
  const [started, setStarted] = useState<string>()
  const start = (): void => {
    setStarted(text)
    run(text)
  }
  const extensions = useExtensions(tables, reasonOf(query, started, text))
  const isDdl = /^\s*(create|drop|alter|msck)\b/i.test(execution?.Query ?? '')
  useEffect(() => {
    if (state === 'SUCCEEDED' && isDdl) ran()
    // oxlint-disable-next-line react/exhaustive-deps -- once for each query
  }, [state, execution?.QueryExecutionId])
  return (
    <SpaceBetween size="l">
      <Container>
        <SpaceBetween size="s">
          <Editor value={text} label={own.editorLabel} change={change} extensions={extensions} />
          <QuerySettings settings={settings} change={setSettings} />
          <SpaceBetween direction="horizontal" size="xs" alignItems="center">
            <Button variant="primary" disabled={isRunning || text.trim() === ''} onClick={start}>
              {own.run}
            </Button>
            <Button disabled={!isRunning} onClick={cancel}>
              {own.cancel}
            </Button>
            <div aria-live="polite">{execution && <QueryState execution={execution} />}</div>
          </SpaceBetween>
          <FailureAlert failure={failure} />
        </SpaceBetween>
      </Container>
      {execution && state === 'SUCCEEDED' && (
        <QueryResults key={execution.QueryExecutionId} execution={execution} />
      )}
    </SpaceBetween>
  )
}

/** Why the text failed; undefined where it did not, or is no longer the text that ran. */
function reasonOf(
  { execution, failure }: RunningQuery,
  started: string | undefined,
  text: string,
): string | undefined {
  const { Query, Status } = execution ?? {}
  if (failure) return started === text ? failure.message : undefined
  const isOfText = Query?.trim() === text.trim()
  return isOfText && Status?.State === 'FAILED' ? Status.StateChangeReason : undefined
}

function useExtensions(tables: readonly CatalogTable[], reason: string | undefined) {
  const language = useMemo(() => sqlLanguage(tables), [tables])
  return useMemo(() => [language, markedError(reason)], [language, reason])
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
      {field('output', own.output, own.outputExample)}
    </ColumnLayout>
  )
}
