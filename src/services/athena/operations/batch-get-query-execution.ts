import type { Operation } from '../../operation.ts'
import type { BatchGetQueryExecutionInput, BatchGetQueryExecutionOutput } from '../model.ts'
import { onWorkGroupsOf, unprocessed } from '../resources/batch.ts'
import { executionView } from '../resources/execution-view.ts'
import { notFound } from '../resources/query-executions.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Tells of several queries at once. Ids that name none are told apart.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_BatchGetQueryExecution.html
 */
export const BatchGetQueryExecution: Operation<
  AthenaScope,
  BatchGetQueryExecutionInput,
  BatchGetQueryExecutionOutput
> = {
  readOnly: true,
  questions: ({ QueryExecutionIds }, scope) =>
    onWorkGroupsOf(
      'athena:BatchGetQueryExecution',
      QueryExecutionIds.map((id) => scope.executions.find(id)),
      scope,
    ),
  perform({ QueryExecutionIds }, { executions, now }) {
    const found = QueryExecutionIds.map((id) => executions.find(id)?.value)
    return {
      output: {
        QueryExecutions: found
          .filter((execution) => execution !== undefined)
          .map((execution) => executionView(execution, now)),
        UnprocessedQueryExecutionIds: QueryExecutionIds.filter((id) => !executions.find(id)).map(
          (id) => ({ QueryExecutionId: id, ...unprocessed(notFound(id)) }),
        ),
      },
    }
  },
}
