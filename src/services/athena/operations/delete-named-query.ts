import type { Operation } from '../../operation.ts'
import type { DeleteNamedQueryInput, DeleteNamedQueryOutput } from '../model.ts'
import { onWorkGroup } from '../questions.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Deletes a named query.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_DeleteNamedQuery.html
 */
export const DeleteNamedQuery: Operation<
  AthenaScope,
  DeleteNamedQueryInput,
  DeleteNamedQueryOutput
> = {
  readOnly: false,
  questions: ({ NamedQueryId }, scope) => {
    const { workGroup } = scope.namedQueries.require(NamedQueryId).value
    return [onWorkGroup('athena:DeleteNamedQuery', workGroup, scope)]
  },
  perform: ({ NamedQueryId }, { namedQueries }) => ({
    output: {},
    changes: [namedQueries.remove(namedQueries.require(NamedQueryId))],
  }),
}
