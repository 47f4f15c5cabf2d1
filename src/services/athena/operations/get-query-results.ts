import type { Operation } from '../../operation.ts'
import { InvalidRequestException } from '../errors.ts'
import type { GetQueryResultsInput, GetQueryResultsOutput } from '../model.ts'
import { onWorkGroup } from '../questions.ts'
import type { ResultPage } from '../resources/result-page.ts'
import { resultNotFound, resultPage } from '../resources/result-page.ts'
import { resultSetMetadata, updateCount } from '../resources/result-set.ts'
import type { AthenaScope } from '../scope.ts'
import type { QueryExecutionRow } from '../tables.ts'

/**
 * Gives out the rows of a query that went well. The caller has to be let read the object that holds
 * them.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html
 */
export const GetQueryResults: Operation<AthenaScope, GetQueryResultsInput, GetQueryResultsOutput> =
  {
    readOnly: true,
    questions: ({ QueryExecutionId }, scope) => {
      const { workGroup } = scope.executions.require(QueryExecutionId).value
      return [onWorkGroup('athena:GetQueryResults', workGroup, scope)]
    },
    prepare(input, scope) {
      const { value } = scope.executions.require(input.QueryExecutionId)
      requireSucceeded(value)
      return resultPage(value, input, scope)
    },
    perform({ QueryExecutionId }, { executions }, prepared) {
      const { value } = executions.require(QueryExecutionId)
      const { rows, next } = prepared as ResultPage
      return {
        output: {
          ...updateCount(value),
          ResultSet: { Rows: rows, ResultSetMetadata: resultSetMetadata(value) },
          ...(next !== undefined && { NextToken: next }),
        },
      }
    },
  }

/** Measured 2026-09 (aoyagikouhei/athena-local). */
function requireSucceeded({ state }: QueryExecutionRow): void {
  switch (state) {
    case 'SUCCEEDED':
      return
    case 'CANCELLED':
      throw resultNotFound()
    case 'FAILED':
      throw InvalidRequestException(
        'Query did not finish successfully. Final query state: FAILED',
        'INVALID_QUERY_EXECUTION_STATE',
      )
    default:
      throw InvalidRequestException(
        `Query has not yet finished. Current state: ${state}`,
        'INVALID_QUERY_EXECUTION_STATE',
      )
  }
}
