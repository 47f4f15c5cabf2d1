import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { requireAssumable, roleQuestions } from '../assumable-role.ts'
import { credentialsEvent } from '../credentials-event.ts'
import { spentMfaCodes } from '../mfa.ts'
import type { AssumeRoleInput, AssumeRoleOutput } from '../model.ts'
import { newSession } from '../new-session.ts'
import type { StsScope } from '../scope.ts'
import { sessions } from '../tables.ts'

/**
 * Begins a session of a role: temporary credentials with the role's permissions, confined by the
 * session policy. A role that does not exist is refused like one that may not be assumed.
 *
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const AssumeRole: Operation<StsScope, AssumeRoleInput, AssumeRoleOutput> = {
  // Recorded as read-only although it makes credentials: so do CloudTrail's records of AWS.
  readOnly: true,
  questions: (input, scope) => roleQuestions(input, requireAssumable(input, scope), scope),
  perform: (input, scope) => {
    const { accessKeyId, row, output } = newSession(input, requireAssumable(input, scope), scope)
    const made = change(sessions, accessKeyId, undefined, row)
    return {
      output,
      changes: [...spentMfaCodes(input, scope), made],
      event: credentialsEvent('AssumeRoleResponse', output),
    }
  },
}
