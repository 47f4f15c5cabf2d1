// An account as it enters an organization: under the root, with full access.

import type { AccountId } from '../../../base/account-id.ts'
import { change } from '../../../store/store.ts'
import type { Change } from '../../../store/store.ts'
import type { Tag } from '../model.ts'
import type { MemberRow, OrganizationRow } from '../tables.ts'
import { members } from '../tables.ts'
import { fullAccessOf } from './control-policies.ts'

interface NewMember {
  readonly account: AccountId
  readonly joinedMethod: MemberRow['joinedMethod']
  readonly joinedAt: Date
  readonly name?: string
  readonly email?: string
  readonly tags?: readonly Tag[]
}

export function newMember(organization: OrganizationRow, joining: NewMember): Change {
  const { account, joinedMethod, joinedAt, tags = [] } = joining
  const row: MemberRow = {
    organizationId: organization.id,
    account,
    parentId: organization.rootId,
    name: joining.name ?? account,
    email: joining.email ?? unknownEmail(account),
    state: 'ACTIVE',
    joinedMethod,
    joinedAt: joinedAt.toISOString(),
    administers: [],
    policies: fullAccessOf(organization.policyTypes),
    tags,
  }
  return change(members, account, undefined, row)
}

/** UNLIKE AWS: an account that was there before has no address; one is made up from its id. */
export const unknownEmail = (account: AccountId): string => `account+${account}@example.com`
