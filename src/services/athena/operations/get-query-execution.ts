import type { Operation } from '../../operation.ts'
import type { GetQueryExecutionInput, GetQueryExecutionOutput } from '../model.ts'
import { onWorkGroup } from '../questions.ts'
import { executionView } from '../resources/execution-view.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Tells how a query is getting on, or how it went.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryExecution.html
 */
export const GetQueryExecution: Operation<
  AthenaScope,
  GetQueryExecutionInput,
  GetQueryExecutionOutput
> = {
  readOnly: true,
  questions: ({ QueryExecutionId }, scope) => {
    const { workGroup } = scope.executions.require(QueryExecutionId).value
    return [onWorkGroup('athena:GetQueryExecution', workGroup, scope)]
  },
  perform({ QueryExecutionId }, { executions, now }) {
    const { value } = executions.require(QueryExecutionId)
    return { output: { QueryExecution: executionView(value, now) } }
  },
}
