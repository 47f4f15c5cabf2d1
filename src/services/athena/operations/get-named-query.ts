import type { Operation } from '../../operation.ts'
import type { GetNamedQueryInput, GetNamedQueryOutput } from '../model.ts'
import { onWorkGroup } from '../questions.ts'
import { namedQueryView } from '../resources/named-queries.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Describes a named query.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_GetNamedQuery.html
 */
export const GetNamedQuery: Operation<AthenaScope, GetNamedQueryInput, GetNamedQueryOutput> = {
  readOnly: true,
  questions: ({ NamedQueryId }, scope) => {
    const { workGroup } = scope.namedQueries.require(NamedQueryId).value
    return [onWorkGroup('athena:GetNamedQuery', workGroup, scope)]
  },
  perform: ({ NamedQueryId }, { namedQueries }) => ({
    output: { NamedQuery: namedQueryView(namedQueries.require(NamedQueryId).value) },
  }),
}
