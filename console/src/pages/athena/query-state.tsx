import Box from '@cloudscape-design/components/box'
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator'
import { useWords } from '../../words/words.ts'
import type { QueryExecution } from './use-query.ts'

const STATES: Readonly<Record<string, StatusIndicatorProps.Type>> = {
  QUEUED: 'pending',
  RUNNING: 'in-progress',
  SUCCEEDED: 'success',
  FAILED: 'error',
  CANCELLED: 'stopped',
}

export function QueryState({ execution }: { readonly execution: QueryExecution }) {
  const { athena: own } = useWords()
  const { Status, Statistics } = execution
  const state = Status?.State ?? 'QUEUED'
  const { DataScannedInBytes: bytes, TotalExecutionTimeInMillis: timeMs } = Statistics ?? {}
  return (
    <Box padding={{ top: 'xxs' }}>
      <StatusIndicator type={STATES[state] ?? 'info'}>
        {[
          state,
          ...(bytes === undefined ? [] : [own.scanned(bytes)]),
          ...(timeMs === undefined ? [] : [own.took(timeMs)]),
          ...(Status?.StateChangeReason ? [Status.StateChangeReason] : []),
        ].join(' · ')}
      </StatusIndicator>
    </Box>
  )
}
