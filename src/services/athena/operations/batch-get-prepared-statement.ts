import type { Operation } from '../../operation.ts'
import type { BatchGetPreparedStatementInput, BatchGetPreparedStatementOutput } from '../model.ts'
import { onWorkGroup } from '../questions.ts'
import { unprocessed } from '../resources/batch.ts'
import { notFound, preparedStatementView } from '../resources/prepared-statements.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Describes several prepared statements at once. Names of none are told apart.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_BatchGetPreparedStatement.html
 */
export const BatchGetPreparedStatement: Operation<
  AthenaScope,
  BatchGetPreparedStatementInput,
  BatchGetPreparedStatementOutput
> = {
  readOnly: true,
  questions: ({ WorkGroup }, scope) => [
    onWorkGroup('athena:BatchGetPreparedStatement', WorkGroup, scope),
  ],
  perform({ WorkGroup, PreparedStatementNames }, { preparedStatements, workGroups }) {
    workGroups.require(WorkGroup)
    const named = PreparedStatementNames.map((StatementName) => ({ WorkGroup, StatementName }))
    const found = named.map((one) => preparedStatements.find(one)?.value)
    const missing = named.filter((one) => !preparedStatements.find(one))
    return {
      output: {
        PreparedStatements: found
          .filter((statement) => statement !== undefined)
          .map(preparedStatementView),
        UnprocessedPreparedStatementNames: missing.map(({ StatementName }) => ({
          StatementName,
          ...unprocessed(notFound({ WorkGroup, StatementName })),
        })),
      },
    }
  },
}
