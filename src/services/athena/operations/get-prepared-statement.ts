import type { Operation } from '../../operation.ts'
import type { GetPreparedStatementInput, GetPreparedStatementOutput } from '../model.ts'
import { onWorkGroup } from '../questions.ts'
import { preparedStatementView } from '../resources/prepared-statements.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Describes a prepared statement.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_GetPreparedStatement.html
 */
export const GetPreparedStatement: Operation<
  AthenaScope,
  GetPreparedStatementInput,
  GetPreparedStatementOutput
> = {
  readOnly: true,
  questions: ({ WorkGroup }, scope) => [
    onWorkGroup('athena:GetPreparedStatement', WorkGroup, scope),
  ],
  perform(input, { preparedStatements, workGroups }) {
    workGroups.require(input.WorkGroup)
    const { value } = preparedStatements.require(input)
    return { output: { PreparedStatement: preparedStatementView(value) } }
  },
}
