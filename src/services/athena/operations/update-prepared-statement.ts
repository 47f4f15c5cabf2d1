import type { Operation } from '../../operation.ts'
import type { UpdatePreparedStatementInput, UpdatePreparedStatementOutput } from '../model.ts'
import { onWorkGroup } from '../questions.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Replaces a prepared statement.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_UpdatePreparedStatement.html
 */
export const UpdatePreparedStatement: Operation<
  AthenaScope,
  UpdatePreparedStatementInput,
  UpdatePreparedStatementOutput
> = {
  readOnly: false,
  questions: ({ WorkGroup }, scope) => [
    onWorkGroup('athena:UpdatePreparedStatement', WorkGroup, scope),
  ],
  perform(input, { preparedStatements, workGroups, now }) {
    workGroups.require(input.WorkGroup)
    const row = preparedStatements.require(input)
    const updated = {
      ...row.value,
      query: input.QueryStatement,
      ...(input.Description !== undefined && { description: input.Description }),
      modifiedAt: now.toISOString(),
    }
    return { output: {}, changes: [preparedStatements.update(row, updated)] }
  },
}
