import { change } from '../../../store/store.ts'
import type { Change } from '../../../store/store.ts'
import { ConstraintViolationException, masterCannotLeave } from '../errors.ts'
import { members } from '../tables.ts'
import type { Organization } from './organization.ts'

/** An account leaves, by itself or because it is sent away. */
export function withoutMember(organization: Organization, account: string): Change {
  const member = organization.requireMember(account)
  if (account === organization.value.managementAccount) throw masterCannotLeave()
  if (member.value.administers.length > 0) {
    // The sentence is ours: AWS's is not known.
    throw ConstraintViolationException(
      'CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG',
      'You cannot remove a delegated administrator from the organization.',
    )
  }
  return change(members, member.id, member, undefined)
}
