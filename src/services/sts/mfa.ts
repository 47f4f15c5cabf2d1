// The code of an MFA device, given to begin a session with.

import type { ContextValue } from '../../policy/index.ts'
import type { Change } from '../../store/store.ts'
import { spendMfaCode } from '../iam/api.ts'
import { AccessDenied } from './errors.ts'
import type { StsScope } from './scope.ts'

interface MfaInput {
  readonly SerialNumber?: string | undefined
  readonly TokenCode?: string | undefined
}

/** Takes the code, so that it is good for nothing more; empty: the request brings none. */
export function spentMfaCodes(
  { SerialNumber: serialNumber, TokenCode: code }: MfaInput,
  scope: StsScope,
): readonly Change[] {
  if (serialNumber === undefined && code === undefined) return []
  if (serialNumber === undefined || code === undefined) throw AccessDenied(HALF)
  const spent = spendMfaCode(scope.store, scope.caller.principal, { serialNumber, code }, scope)
  if (spent === 'unknownDevice') throw AccessDenied(NO_SUCH_MFA)
  if (spent === 'wrongCode') throw AccessDenied(WRONG_CODE)
  return [spent]
}

/**
 * What a trust policy can ask about the code that AssumeRole is given. The session itself counts
 * as begun without MFA.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
export const mfaContext = (input: MfaInput, scope: StsScope): Record<string, ContextValue> =>
  spentMfaCodes(input, scope).length > 0
    ? { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '0' }
    : {}

const HALF =
  'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.'
const NO_SUCH_MFA =
  'MultiFactorAuthentication failed, unable to validate MFA code.  ' +
  'Please verify your MFA serial number is valid and associated with this user.'
const WRONG_CODE = 'MultiFactorAuthentication failed with invalid MFA one time pass code. '
