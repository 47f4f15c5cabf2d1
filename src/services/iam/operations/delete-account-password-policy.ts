import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { NoSuchEntity } from '../errors.ts'
import { onAccount } from '../questions.ts'
import type { IamScope } from '../scope.ts'
import { passwordPolicies } from '../tables.ts'

/**
 * Takes the account's own password policy away: AWS's default holds again.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccountPasswordPolicy.html
 */
export const DeleteAccountPasswordPolicy: Operation<IamScope, unknown, void> = {
  readOnly: false,
  questions: (_input, scope) => [onAccount('iam:DeleteAccountPasswordPolicy', scope)],
  perform: (_input, { store, account }) => {
    const current = store.get(passwordPolicies, account)
    if (!current) throw NoSuchEntity('The account policy with name PasswordPolicy cannot be found.')
    return { changes: [change(passwordPolicies, account, current, undefined)] }
  },
}
