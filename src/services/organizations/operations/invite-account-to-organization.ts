import { parseAccountId } from '../../../base/account-id.ts'
import type { AccountId } from '../../../base/account-id.ts'
import { dayMs } from '../../../base/sizes.ts'
import { change } from '../../../store/store.ts'
import { iamDirectory } from '../../iam/api.ts'
import type { Operation } from '../../operation.ts'
import {
  duplicateHandshake,
  HandshakeConstraintViolationException,
  InvalidInputException,
} from '../errors.ts'
import { limits } from '../limits.ts'
import type {
  HandshakeParty,
  InviteAccountToOrganizationInput,
  InviteAccountToOrganizationOutput,
} from '../model.ts'
import { onNode, requestTagContext, withTagging } from '../questions.ts'
import { newHandshakeId } from '../resources/ids.ts'
import { allRows } from '../resources/all-rows.ts'
import { requireRoom } from '../resources/new-account.ts'
import type { Organization } from '../resources/organization.ts'
import { requireTags } from '../resources/tags.ts'
import { handshakeView } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'
import { handshakes, members } from '../tables.ts'
import type { HandshakeRow } from '../tables.ts'

/**
 * Invites an account of the stack, by its id. It is a member when somebody there has accepted.
 *
 * UNLIKE AWS: nobody is sent an email, and no account can be invited by its address.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_InviteAccountToOrganization.html
 */
export const InviteAccountToOrganization: Operation<
  OrganizationsScope,
  InviteAccountToOrganizationInput,
  InviteAccountToOrganizationOutput
> = {
  readOnly: false,
  questions: ({ Target, Tags }, scope) =>
    withTagging(
      onNode(
        'organizations:InviteAccountToOrganization',
        Target.Id,
        scope,
        requestTagContext(Tags),
      ),
      Tags,
    ),
  perform(input, scope) {
    const organization = scope.asManagement()
    requireRoom(organization.members().length)
    const row = newHandshake(input, organization, scope)
    return {
      output: { Handshake: handshakeView(row, scope.now) },
      changes: [change(handshakes, row.id, undefined, row)],
    }
  },
}

function newHandshake(
  { Target, Notes, Tags }: InviteAccountToOrganizationInput,
  { value: { id: organizationId, managementAccount } }: Organization,
  scope: OrganizationsScope,
): HandshakeRow {
  const { world, now } = scope
  const account = requireInvitable(Target, scope)
  requireNoOther(organizationId, account, scope)
  return {
    organizationId,
    managementAccount,
    id: newHandshakeId(world),
    account,
    state: 'OPEN',
    requestedAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + limits.handshakeDays * dayMs).toISOString(),
    ...(Notes !== undefined && { notes: Notes }),
    tags: requireTags(Tags),
  }
}

// These sentences are ours: AWS's are not known.
function requireInvitable({ Id, Type }: HandshakeParty, { store }: OrganizationsScope): AccountId {
  const account = parseAccountId(Id)
  if (Type !== 'ACCOUNT' || !account || !iamDirectory(store).accountExists(account)) {
    throw InvalidInputException('INVALID_PARTY_TYPE_TARGET', 'There is no account of this id.')
  }
  if (store.get(members, account)) {
    throw HandshakeConstraintViolationException(
      'ALREADY_IN_AN_ORGANIZATION',
      'The account is already a member of an organization.',
    )
  }
  return account
}

function requireNoOther(
  organizationId: string,
  account: AccountId,
  { store, now }: OrganizationsScope,
): void {
  const others = allRows((request) => store.find(handshakes, 'account', account, request))
  const isOpen = ({ value }: (typeof others)[number]): boolean =>
    value.organizationId === organizationId && handshakeView(value, now).State === 'OPEN'
  if (others.some(isOpen)) throw duplicateHandshake()
}
