import type { Operation } from '../../operation.ts'
import type { Detail } from '../account-details.ts'
import { accountDetails, detailShapes } from '../account-details.ts'
import type {
  EntityType,
  GetAccountAuthorizationDetailsInput,
  GetAccountAuthorizationDetailsOutput,
} from '../model.ts'
import { takePage } from '../paging.ts'
import { onAccount } from '../questions.ts'
import type { IamScope } from '../scope.ts'
import { inSections } from '../sections.ts'

const EVERY_KIND: readonly EntityType[] = [
  'User',
  'Group',
  'Role',
  'LocalManagedPolicy',
  'AWSManagedPolicy',
]

/**
 * Answers the account's users, groups, roles and managed policies with every policy document.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export const GetAccountAuthorizationDetails: Operation<
  IamScope,
  GetAccountAuthorizationDetailsInput,
  GetAccountAuthorizationDetailsOutput
> = {
  readOnly: true,
  questions: (_input, scope) => [onAccount('iam:GetAccountAuthorizationDetails', scope)],
  perform: ({ Filter = [], ...input }, scope) => {
    const wanted =
      Filter.length > 0 ? EVERY_KIND.filter((kind) => Filter.includes(kind)) : EVERY_KIND
    const sections = wanted.map((kind) => accountDetails(kind, scope))
    const { items, position } = takePage<Detail>(input, inSections(sections))
    return { output: { ...detailShapes(items, scope), ...position } }
  },
}
