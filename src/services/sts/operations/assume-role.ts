import { eventParameters } from '../../../aws/event-parameters.ts'
import { isJsonObject } from '../../../base/json.ts'
import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { requireAssumable, roleQuestions } from '../assumable-role.ts'
import { model } from '../model.ts'
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
    return {
      output,
      changes: [change(sessions, accessKeyId, undefined, row)],
      event: { responseElements: responseElements(output) },
    }
  },
}

/** UNLIKE AWS: its events hold the session token. Ours do not: it is half of a credential. */
function responseElements({ Credentials, ...output }: AssumeRoleOutput) {
  const { AccessKeyId, Expiration } = Credentials ?? {}
  const shown = { ...output, Credentials: { AccessKeyId, Expiration } }
  const elements = eventParameters(model, 'AssumeRoleResponse', shown)
  return isJsonObject(elements) ? elements : null
}
