import type { Operation } from '../../operation.ts'
import { HandshakeConstraintViolationException, handshakeNotFound } from '../errors.ts'
import type { AcceptHandshakeInput, AcceptHandshakeOutput } from '../model.ts'
import { onHandshake } from '../questions.ts'
import { newMember } from '../resources/new-member.ts'
import { requireOpenHandshake, withState } from '../resources/open-handshake.ts'
import { handshakeView } from '../resources/views.ts'
import type { OrganizationsScope } from '../scope.ts'
import { organizations } from '../tables.ts'

/**
 * Makes the caller's account a member of the organization that has invited it, below its root.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_AcceptHandshake.html
 */
export const AcceptHandshake: Operation<
  OrganizationsScope,
  AcceptHandshakeInput,
  AcceptHandshakeOutput
> = {
  readOnly: false,
  questions: ({ HandshakeId }, scope) => [
    onHandshake('organizations:AcceptHandshake', HandshakeId, scope),
  ],
  perform({ HandshakeId }, scope) {
    const { account, now, store } = scope
    const handshake = requireOpenHandshake(HandshakeId, 'account', 'ACCEPTED', scope)
    if (scope.organization) throw alreadyThere()
    const organization = store.get(organizations, handshake.value.organizationId)
    if (!organization) throw handshakeNotFound()
    const state = 'ACCEPTED'
    return {
      output: { Handshake: handshakeView({ ...handshake.value, state }, now) },
      changes: [
        withState(handshake, state),
        newMember(organization.value, {
          account,
          joinedMethod: 'INVITED',
          joinedAt: now,
          tags: handshake.value.tags,
        }),
      ],
    }
  },
}

const alreadyThere = () =>
  HandshakeConstraintViolationException(
    'ALREADY_IN_AN_ORGANIZATION',
    'The account is already a member of an organization.',
  )
