import type { Operation } from '../../operation.ts'
import type { UpdateNamedQueryInput, UpdateNamedQueryOutput } from '../model.ts'
import { onWorkGroup } from '../questions.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Changes the name, the description and the text of a named query.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_UpdateNamedQuery.html
 */
export const UpdateNamedQuery: Operation<
  AthenaScope,
  UpdateNamedQueryInput,
  UpdateNamedQueryOutput
> = {
  readOnly: false,
  questions: ({ NamedQueryId }, scope) => {
    const { workGroup } = scope.namedQueries.require(NamedQueryId).value
    return [onWorkGroup('athena:UpdateNamedQuery', workGroup, scope)]
  },
  perform({ NamedQueryId, Name, Description, QueryString }, { namedQueries }) {
    const row = namedQueries.require(NamedQueryId)
    const updated = {
      ...row.value,
      name: Name,
      query: QueryString,
      ...(Description !== undefined && { description: Description }),
    }
    return { output: {}, changes: [namedQueries.update(row, updated)] }
  },
}
