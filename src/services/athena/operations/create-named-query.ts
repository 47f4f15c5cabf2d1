import type { Operation } from '../../operation.ts'
import { InvalidRequestException } from '../errors.ts'
import type { CreateNamedQueryInput, CreateNamedQueryOutput } from '../model.ts'
import { onWorkGroup } from '../questions.ts'
import type { AthenaScope } from '../scope.ts'
import type { NamedQueryRow } from '../tables.ts'
import { PRIMARY } from '../tables.ts'

/**
 * Keeps a query under a name. The same request under the same token keeps no second one.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateNamedQuery.html
 */
export const CreateNamedQuery: Operation<
  AthenaScope,
  CreateNamedQueryInput,
  CreateNamedQueryOutput
> = {
  readOnly: false,
  questions: ({ WorkGroup = PRIMARY }, scope) => [
    onWorkGroup('athena:CreateNamedQuery', WorkGroup, scope),
  ],
  perform(input, { account, region, namedQueries, workGroups, world }) {
    const { ClientRequestToken: token } = input
    const { name: workGroup } = workGroups.require(input.WorkGroup ?? PRIMARY)
    const earlier = token === undefined ? undefined : namedQueries.withToken(token)?.value
    if (earlier) return { output: { NamedQueryId: requireSame(earlier, input).id } }
    const query: NamedQueryRow = {
      account,
      region,
      id: world.uuid(),
      workGroup,
      name: input.Name,
      ...(input.Description !== undefined && { description: input.Description }),
      database: input.Database,
      query: input.QueryString,
      ...(token !== undefined && { clientRequestToken: token }),
    }
    return { output: { NamedQueryId: query.id }, changes: [namedQueries.create(query)] }
  },
}

/** Of a query by its token: a repeated request says the same. */
function requireSame(query: NamedQueryRow, input: CreateNamedQueryInput): NamedQueryRow {
  const isSame =
    query.name === input.Name &&
    query.query === input.QueryString &&
    query.database === input.Database
  if (isSame) return query
  throw InvalidRequestException(
    'Idempotent parameters do not match',
    'IDEMPOTENT_PARAMETER_MISMATCH',
  )
}
