import type { Operation } from '../../operation.ts'
import type { BatchGetNamedQueryInput, BatchGetNamedQueryOutput } from '../model.ts'
import { onWorkGroupsOf, unprocessed } from '../resources/batch.ts'
import { namedQueryView, notFound } from '../resources/named-queries.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Describes several named queries at once. Ids that name none are told apart.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_BatchGetNamedQuery.html
 */
export const BatchGetNamedQuery: Operation<
  AthenaScope,
  BatchGetNamedQueryInput,
  BatchGetNamedQueryOutput
> = {
  readOnly: true,
  questions: ({ NamedQueryIds }, scope) =>
    onWorkGroupsOf(
      'athena:BatchGetNamedQuery',
      NamedQueryIds.map((id) => scope.namedQueries.find(id)),
      scope,
    ),
  perform({ NamedQueryIds }, { namedQueries }) {
    const missing = NamedQueryIds.filter((id) => !namedQueries.find(id))
    const found = NamedQueryIds.map((id) => namedQueries.find(id)?.value)
    return {
      output: {
        NamedQueries: found.filter((query) => query !== undefined).map(namedQueryView),
        UnprocessedNamedQueryIds: missing.map((id) => ({
          NamedQueryId: id,
          ...unprocessed(notFound(id)),
        })),
      },
    }
  },
}
