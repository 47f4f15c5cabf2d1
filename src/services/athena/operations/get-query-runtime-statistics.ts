import type { Operation } from '../../operation.ts'
import type { GetQueryRuntimeStatisticsInput, GetQueryRuntimeStatisticsOutput } from '../model.ts'
import { onWorkGroup } from '../questions.ts'
import { timelineView } from '../resources/execution-view.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Tells how long a query took, and how much it read and wrote.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryRuntimeStatistics.html
 */
export const GetQueryRuntimeStatistics: Operation<
  AthenaScope,
  GetQueryRuntimeStatisticsInput,
  GetQueryRuntimeStatisticsOutput
> = {
  readOnly: true,
  questions: ({ QueryExecutionId }, scope) => {
    const { workGroup } = scope.executions.require(QueryExecutionId).value
    return [onWorkGroup('athena:GetQueryRuntimeStatistics', workGroup, scope)]
  },
  perform({ QueryExecutionId }, { executions, now }) {
    const { value } = executions.require(QueryExecutionId)
    const { inputRows, scannedBytes, outputRows, outputBytes } = value.statistics
    const Rows = {
      InputRows: inputRows ?? 0,
      InputBytes: scannedBytes ?? 0,
      OutputBytes: outputBytes ?? 0,
      OutputRows: outputRows ?? 0,
    }
    return { output: { QueryRuntimeStatistics: { Timeline: timelineView(value, now), Rows } } }
  },
}
