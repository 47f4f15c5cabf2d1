import type { Operation } from '../../operation.ts'
import type { ListPreparedStatementsInput, ListPreparedStatementsOutput } from '../model.ts'
import { pageOf } from '../paging.ts'
import { onWorkGroup } from '../questions.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Lists the prepared statements of a workgroup, in the order of their names.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_ListPreparedStatements.html
 */
export const ListPreparedStatements: Operation<
  AthenaScope,
  ListPreparedStatementsInput,
  ListPreparedStatementsOutput
> = {
  readOnly: true,
  questions: ({ WorkGroup }, scope) => [
    onWorkGroup('athena:ListPreparedStatements', WorkGroup, scope),
  ],
  perform(input, { preparedStatements, workGroups }) {
    const { name } = workGroups.require(input.WorkGroup)
    const list = (after: string) => preparedStatements.ofWorkGroup(name, after)
    const { items, more } = pageOf(input, list, ({ id }) => id)
    const PreparedStatements = items.map(({ value }) => ({
      StatementName: value.name,
      LastModifiedTime: new Date(value.modifiedAt),
    }))
    return { output: { PreparedStatements, ...more } }
  },
}
