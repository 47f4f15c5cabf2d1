import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import type { Connection } from '../connection.ts'

export interface CallerIdentity {
  readonly account: string
  readonly arn: string
  /** `AIDA…`, `AROA…:session`, or the account id for root. */
  readonly userId: string
}

/** The credentials themselves were turned away, before any policy was asked. */
export interface CredentialsRejected {
  readonly rejected: 'invalid' | 'expired'
  readonly code: string
  readonly message: string
}

const EXPIRED = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired'])
const INVALID = new Set([
  'CredentialsProviderError',
  'IncompleteSignature',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
])

/** Who signs. Needs no permission, so that a refusal is always about the credentials. */
export async function askCallerIdentity(
  connection: Connection,
): Promise<CallerIdentity | CredentialsRejected> {
  try {
    const { Account, Arn, UserId } = await connection.sts.send(new GetCallerIdentityCommand({}))
    return { account: Account ?? '', arn: Arn ?? '', userId: UserId ?? '' }
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown
    const { name: code, message } = thrown
    if (EXPIRED.has(code)) return { rejected: 'expired', code, message }
    if (INVALID.has(code)) return { rejected: 'invalid', code, message }
    throw thrown
  }
}
