import type { Operation } from '../../operation.ts'
import type { DeletePreparedStatementInput, DeletePreparedStatementOutput } from '../model.ts'
import { onWorkGroup } from '../questions.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Deletes a prepared statement.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_DeletePreparedStatement.html
 */
export const DeletePreparedStatement: Operation<
  AthenaScope,
  DeletePreparedStatementInput,
  DeletePreparedStatementOutput
> = {
  readOnly: false,
  questions: ({ WorkGroup }, scope) => [
    onWorkGroup('athena:DeletePreparedStatement', WorkGroup, scope),
  ],
  perform(input, { preparedStatements, workGroups }) {
    workGroups.require(input.WorkGroup)
    return { output: {}, changes: [preparedStatements.remove(preparedStatements.require(input))] }
  },
}
