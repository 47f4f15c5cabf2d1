import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { credentialsEvent } from '../credentials-event.ts'
import { federationQuestions, newFederation } from '../new-federation.ts'
import { requireLongTerm } from '../long-term-caller.ts'
import type { GetFederationTokenInput, GetFederationTokenOutput } from '../model.ts'
import type { StsScope } from '../scope.ts'
import { sessions } from '../tables.ts'

/**
 * Begins a session of a federated user: it can do what both the user that calls and the session
 * policy allow, and without a session policy nothing but what resources allow it by its own name.
 *
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
 */
export const GetFederationToken: Operation<
  StsScope,
  GetFederationTokenInput,
  GetFederationTokenOutput
> = {
  readOnly: false,
  questions: (input, scope) => {
    requireLongTerm('GetFederationToken', scope)
    return federationQuestions(input, scope)
  },
  perform: (input, scope) => {
    const { accessKeyId, row, output } = newFederation(input, scope)
    return {
      output,
      changes: [change(sessions, accessKeyId, undefined, row)],
      event: credentialsEvent('GetFederationTokenResponse', output),
    }
  },
}
