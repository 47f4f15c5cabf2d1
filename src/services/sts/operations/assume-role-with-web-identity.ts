import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { credentialsEvent } from '../credentials-event.ts'
import type { AssumeRoleWithWebIdentityInput, AssumeRoleWithWebIdentityOutput } from '../model.ts'
import { newSession } from '../new-session.ts'
import type { StsScope } from '../scope.ts'
import { sessions } from '../tables.ts'
import { identifyWebIdentity } from '../web-identity/identify.ts'
import {
  asAssumeRole,
  claimsOf,
  requireWebIdentityRole,
  webIdentityQuestions,
} from '../web-identity/web-identity-role.ts'

/**
 * Begins a session of a role for somebody whom an OIDC provider of the role's account vouches for.
 * Nobody signs the request: the token in it is the proof.
 *
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export const AssumeRoleWithWebIdentity: Operation<
  StsScope,
  AssumeRoleWithWebIdentityInput,
  AssumeRoleWithWebIdentityOutput
> = {
  readOnly: true,
  identify: identifyWebIdentity,
  questions: webIdentityQuestions,
  perform: (input, scope) => {
    const role = requireWebIdentityRole(input, scope)
    const claims = claimsOf(input)
    const made = newSession(asAssumeRole(input, claims), role, scope)
    const federatedProvider = scope.caller.principal.arn
    const output: AssumeRoleWithWebIdentityOutput = {
      ...made.output,
      Provider: federatedProvider,
      Audience: claims.audience,
      SubjectFromWebIdentityToken: claims.subject,
    }
    return {
      output,
      changes: [change(sessions, made.accessKeyId, undefined, { ...made.row, federatedProvider })],
      event: credentialsEvent('AssumeRoleWithWebIdentityResponse', output),
    }
  },
}
