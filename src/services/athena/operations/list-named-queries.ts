import type { Operation } from '../../operation.ts'
import type { ListNamedQueriesInput, ListNamedQueriesOutput } from '../model.ts'
import { pageOf } from '../paging.ts'
import { onWorkGroup } from '../questions.ts'
import type { AthenaScope } from '../scope.ts'
import { PRIMARY } from '../tables.ts'

/**
 * Lists the ids of the named queries of a workgroup.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_ListNamedQueries.html
 */
export const ListNamedQueries: Operation<
  AthenaScope,
  ListNamedQueriesInput,
  ListNamedQueriesOutput
> = {
  readOnly: true,
  questions: ({ WorkGroup = PRIMARY }, scope) => [
    onWorkGroup('athena:ListNamedQueries', WorkGroup, scope),
  ],
  perform(input, { namedQueries, workGroups }) {
    const { name } = workGroups.require(input.WorkGroup ?? PRIMARY)
    const list = (after: string) => namedQueries.ofWorkGroup(name, after)
    const { items, more } = pageOf(input, list, ({ id }) => id)
    return { output: { NamedQueryIds: items.map(({ value }) => value.id), ...more } }
  },
}
