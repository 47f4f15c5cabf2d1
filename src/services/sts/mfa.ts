import { AccessDenied } from './errors.ts'

/** There are no MFA devices here: what cannot be checked is not believed. */
export function requireNoMfa({ SerialNumber, TokenCode }: MfaInput): void {
  if (SerialNumber !== undefined || TokenCode !== undefined) throw AccessDenied(NO_SUCH_MFA)
}

interface MfaInput {
  readonly SerialNumber?: string | undefined
  readonly TokenCode?: string | undefined
}

const NO_SUCH_MFA =
  'MultiFactorAuthentication failed, unable to validate MFA code.  ' +
  'Please verify your MFA serial number is valid and associated with this user.'
