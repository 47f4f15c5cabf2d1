import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { aliasOf } from '../account-alias.ts'
import { EntityAlreadyExists } from '../errors.ts'
import type { CreateAccountAliasInput } from '../model.ts'
import { onAccount } from '../questions.ts'
import type { IamScope } from '../scope.ts'
import { accountAliases } from '../tables.ts'

/**
 * Gives the account an alias, in place of the one that it had. No two accounts have the same.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html
 */
export const CreateAccountAlias: Operation<IamScope, CreateAccountAliasInput, void> = {
  readOnly: false,
  questions: (_input, scope) => [onAccount('iam:CreateAccountAlias', scope)],
  perform: ({ AccountAlias }, { store, account }) => {
    const taken = store.get(accountAliases, AccountAlias)
    if (taken) throw EntityAlreadyExists(`The account alias ${AccountAlias} already exists.`)
    const current = aliasOf(store, account)
    return {
      changes: [
        ...(current ? [change(accountAliases, current.id, current, undefined)] : []),
        change(accountAliases, AccountAlias, undefined, { account }),
      ],
    }
  },
}
