import type { Operation } from '../../operation.ts'
import type { CreatePreparedStatementInput, CreatePreparedStatementOutput } from '../model.ts'
import { onWorkGroup } from '../questions.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Keeps a statement with parameters, for EXECUTE.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_CreatePreparedStatement.html
 */
export const CreatePreparedStatement: Operation<
  AthenaScope,
  CreatePreparedStatementInput,
  CreatePreparedStatementOutput
> = {
  readOnly: false,
  questions: ({ WorkGroup }, scope) => [
    onWorkGroup('athena:CreatePreparedStatement', WorkGroup, scope),
  ],
  perform(input, { account, region, preparedStatements, workGroups, now }) {
    const statement = {
      account,
      region,
      workGroup: workGroups.require(input.WorkGroup).name,
      name: input.StatementName,
      query: input.QueryStatement,
      ...(input.Description !== undefined && { description: input.Description }),
      modifiedAt: now.toISOString(),
    }
    return { output: {}, changes: [preparedStatements.create(statement)] }
  },
}
