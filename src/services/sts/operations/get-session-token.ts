import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { credentialsEvent } from '../credentials-event.ts'
import { beginner, requireLongTerm, userSessionSeconds } from '../long-term-caller.ts'
import { spentMfaCodes } from '../mfa.ts'
import type { GetSessionTokenInput, GetSessionTokenOutput } from '../model.ts'
import { newCredentials } from '../new-credentials.ts'
import type { StsScope } from '../scope.ts'
import type { UserSessionRow } from '../tables.ts'
import { sessions } from '../tables.ts'

/**
 * Begins a session of the user that calls, with the user's own permissions. Without MFA it cannot
 * call IAM, and of STS only AssumeRole and GetCallerIdentity.
 *
 * It needs no permission, and no policy can forbid it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html
 *
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export const GetSessionToken: Operation<StsScope, GetSessionTokenInput, GetSessionTokenOutput> = {
  readOnly: true,
  questions: () => [],
  perform: (input, scope) => {
    const principal = requireLongTerm('GetSessionToken', scope)
    const spent = spentMfaCodes(input, scope)
    const { accessKeyId, fields, Credentials } = newCredentials(
      {
        account: scope.account,
        seconds: userSessionSeconds(input, principal),
        tokenCharsMin: input.MinimumSessionTokenSize,
      },
      scope,
    )
    const mfaAuthenticated = spent.length > 0
    const row: UserSessionRow = {
      ...{ kind: 'user', ...beginner(principal), ...fields },
      mfaAuthenticated,
    }
    return {
      output: { Credentials },
      changes: [...spent, change(sessions, accessKeyId, undefined, row)],
      event: credentialsEvent('GetSessionTokenResponse', { Credentials }),
    }
  },
}
