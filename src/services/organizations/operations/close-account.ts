import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { accountAlreadyClosed, ConstraintViolationException } from '../errors.ts'
import type { CloseAccountInput } from '../model.ts'
import { onNode } from '../questions.ts'
import type { OrganizationsScope } from '../scope.ts'
import { members } from '../tables.ts'

/**
 * Marks the account as suspended.
 *
 * UNLIKE AWS: whoever has credentials of the account can go on using them.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_CloseAccount.html
 */
export const CloseAccount: Operation<OrganizationsScope, CloseAccountInput, void> = {
  readOnly: false,
  questions: ({ AccountId }, scope) => [onNode('organizations:CloseAccount', AccountId, scope)],
  perform({ AccountId }, scope) {
    const organization = scope.asManagement()
    const member = organization.requireMember(AccountId)
    if (AccountId === organization.value.managementAccount) {
      throw ConstraintViolationException(
        'CANNOT_CLOSE_MANAGEMENT_ACCOUNT',
        'You can close only member accounts.',
      )
    }
    if (member.value.state === 'SUSPENDED') throw accountAlreadyClosed()
    const closed = { ...member.value, state: 'SUSPENDED' as const }
    return { changes: [change(members, member.id, member, closed)] }
  },
}
