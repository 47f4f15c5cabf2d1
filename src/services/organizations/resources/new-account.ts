// CreateAccount's work: an open account, its place in the organization, and the way into it.

import { change } from '../../../store/store.ts'
import type { Change } from '../../../store/store.ts'
import type { AccountId } from '../../../base/account-id.ts'
import { createAccount, iamDirectory, newAdministratorRole } from '../../iam/api.ts'
import { ConstraintViolationException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { CreateAccountInput } from '../model.ts'
import type { OrganizationsScope } from '../scope.ts'
import type { CreationRow } from '../tables.ts'
import { creations, ownedId } from '../tables.ts'
import { newAccountId, newCreationId } from './ids.ts'
import { newMember } from './new-member.ts'
import type { Organization } from './organization.ts'
import { requireTags } from './tags.ts'

interface NewAccount {
  readonly creation: CreationRow
  readonly changes: readonly Change[]
  /** Absent: the creation failed. */
  readonly opens?: AccountId
}

const ROLE_NAME = 'OrganizationAccountAccessRole'

export function newAccount(
  input: CreateAccountInput,
  organization: Organization,
  scope: OrganizationsScope,
): NewAccount {
  const tags = requireTags(input.Tags)
  const members = organization.members()
  requireRoom(members.length)
  const creation = newCreation(input, organization, scope)
  if (members.some(({ value }) => value.email === input.Email)) {
    return failed({ ...creation, failureReason: 'EMAIL_ALREADY_EXISTS' })
  }
  const { world, store, now } = scope
  const account = newAccountId(world, iamDirectory(store).accountExists)
  const joining = { account, joinedMethod: 'CREATED', joinedAt: now, tags } as const
  const named = { name: input.AccountName, email: input.Email }
  const done = { ...creation, account }
  return {
    creation: done,
    opens: account,
    changes: [
      kept(done),
      ...createAccount(scope, account).changes,
      newMember(organization.value, { ...joining, ...named }),
      newAdministratorRole(scope, {
        account,
        name: input.RoleName ?? ROLE_NAME,
        trusted: organization.value.managementAccount,
      }),
    ],
  }
}

const newCreation = (
  { AccountName: accountName }: CreateAccountInput,
  { value: { id: organizationId } }: Organization,
  { world, now }: OrganizationsScope,
): CreationRow => ({
  organizationId,
  id: newCreationId(world),
  accountName,
  requestedAt: now.toISOString(),
})

const failed = (creation: CreationRow): NewAccount => ({ creation, changes: [kept(creation)] })

const kept = (creation: CreationRow): Change =>
  change(creations, ownedId(creation.organizationId, creation.id), undefined, creation)

export function requireRoom(accounts: number): void {
  if (accounts < limits.accountsMax) return
  throw ConstraintViolationException(
    'ACCOUNT_NUMBER_LIMIT_EXCEEDED',
    'You have exceeded the allowed number of AWS accounts.',
  )
}
