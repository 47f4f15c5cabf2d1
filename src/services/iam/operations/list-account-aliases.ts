import type { Operation } from '../../operation.ts'
import { aliasOf } from '../account-alias.ts'
import type { ListAccountAliasesInput, ListAccountAliasesOutput } from '../model.ts'
import { onAccount } from '../questions.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers the account's alias: it has one at most.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html
 */
export const ListAccountAliases: Operation<
  IamScope,
  ListAccountAliasesInput,
  ListAccountAliasesOutput
> = {
  readOnly: true,
  questions: (_input, scope) => [onAccount('iam:ListAccountAliases', scope)],
  perform: (_input, { store, account }) => {
    const current = aliasOf(store, account)
    return { output: { AccountAliases: current ? [current.id] : [], IsTruncated: false } }
  },
}
