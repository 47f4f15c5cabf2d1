import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { aliasOf } from '../account-alias.ts'
import { NoSuchEntity } from '../errors.ts'
import type { DeleteAccountAliasInput } from '../model.ts'
import { onAccount } from '../questions.ts'
import type { IamScope } from '../scope.ts'
import { accountAliases } from '../tables.ts'

/**
 * Takes the account's alias away.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccountAlias.html
 */
export const DeleteAccountAlias: Operation<IamScope, DeleteAccountAliasInput, void> = {
  readOnly: false,
  questions: (_input, scope) => [onAccount('iam:DeleteAccountAlias', scope)],
  perform: ({ AccountAlias }, { store, account }) => {
    const current = aliasOf(store, account)
    if (current?.id !== AccountAlias) {
      throw NoSuchEntity(`The account alias ${AccountAlias} cannot be found.`)
    }
    return { changes: [change(accountAliases, current.id, current, undefined)] }
  },
}
