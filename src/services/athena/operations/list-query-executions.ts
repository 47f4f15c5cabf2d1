import type { Operation } from '../../operation.ts'
import type { ListQueryExecutionsInput, ListQueryExecutionsOutput } from '../model.ts'
import { pageOf } from '../paging.ts'
import { onWorkGroup } from '../questions.ts'
import type { AthenaScope } from '../scope.ts'
import { PRIMARY } from '../tables.ts'

/**
 * Lists the queries of a workgroup, the newest first.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_ListQueryExecutions.html
 */
export const ListQueryExecutions: Operation<
  AthenaScope,
  ListQueryExecutionsInput,
  ListQueryExecutionsOutput
> = {
  readOnly: true,
  questions: ({ WorkGroup = PRIMARY }, scope) => [
    onWorkGroup('athena:ListQueryExecutions', WorkGroup, scope),
  ],
  perform(input, { executions, workGroups }) {
    const { name } = workGroups.require(input.WorkGroup ?? PRIMARY)
    const list = (after: string) => executions.ofWorkGroup(name, after)
    const { items, more } = pageOf(input, list, ({ id }) => id)
    return { output: { QueryExecutionIds: items.map(({ value }) => value.id), ...more } }
  },
}
