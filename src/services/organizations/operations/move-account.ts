import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import {
  accountNotFound,
  destinationParentNotFound,
  duplicateAccount,
  sourceParentNotFound,
} from '../errors.ts'
import type { MoveAccountInput } from '../model.ts'
import { onNode } from '../questions.ts'
import type { OrganizationsScope } from '../scope.ts'
import { members } from '../tables.ts'

/**
 * Moves an account to another place in the tree. The policies of the new place have their say from
 * the next request on.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_MoveAccount.html
 */
export const MoveAccount: Operation<OrganizationsScope, MoveAccountInput, void> = {
  readOnly: false,
  questions: ({ AccountId, SourceParentId, DestinationParentId }, scope) =>
    [AccountId, SourceParentId, DestinationParentId].map((id) =>
      onNode('organizations:MoveAccount', id, scope),
    ),
  perform({ AccountId, SourceParentId, DestinationParentId }, scope) {
    const organization = scope.asManagement()
    organization.requireParent(SourceParentId, sourceParentNotFound)
    organization.requireParent(DestinationParentId, destinationParentNotFound)
    const member = organization.requireMember(AccountId)
    const { parentId } = member.value
    if (parentId === DestinationParentId) throw duplicateAccount()
    // So AWS answers where the account is elsewhere than the request says.
    if (parentId !== SourceParentId) throw accountNotFound()
    const moved = { ...member.value, parentId: DestinationParentId }
    return { changes: [change(members, member.id, member, moved)] }
  },
}
