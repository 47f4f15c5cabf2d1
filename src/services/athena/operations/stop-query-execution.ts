import type { Operation } from '../../operation.ts'
import type { StopQueryExecutionInput, StopQueryExecutionOutput } from '../model.ts'
import { onWorkGroup } from '../questions.ts'
import { cancelled, isOver } from '../resources/execution-changes.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Cancels a query. One that is over stays as it is.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_StopQueryExecution.html
 */
export const StopQueryExecution: Operation<
  AthenaScope,
  StopQueryExecutionInput,
  StopQueryExecutionOutput
> = {
  readOnly: false,
  questions: ({ QueryExecutionId }, scope) => {
    const { workGroup } = scope.executions.require(QueryExecutionId).value
    return [onWorkGroup('athena:StopQueryExecution', workGroup, scope)]
  },
  perform({ QueryExecutionId }, { executions, runner, now }) {
    const row = executions.require(QueryExecutionId)
    if (isOver(row.value)) return { output: {} }
    return {
      output: {},
      changes: [cancelled(row, now)],
      committed: () => runner.cancel(QueryExecutionId),
    }
  },
}
