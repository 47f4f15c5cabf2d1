import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import type { Connection } from '../connection.ts'
import { DoctorFailure, telling } from '../failure.ts'
import { required, StrangeAnswer, strangenessOf } from './strange-answer.ts'

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

/** Something answered, and did not say who signs: nothing can be said about that one. */
export class CallerUnknown extends DoctorFailure {
  /** What was answered in place of it. */
  readonly reason: string

  constructor(reason: string, options: ErrorOptions) {
    super(telling('callerUnknown', { reason }), options)
    this.reason = reason
  }
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
    const {
      Account,
      Arn,
      UserId = '',
    } = await connection.sts.send(new GetCallerIdentityCommand({}))
    return { account: required(Account, 'Account'), arn: required(Arn, 'Arn'), userId: UserId }
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown
    const { name: code, message } = thrown
    if (EXPIRED.has(code)) return { rejected: 'expired', code, message }
    if (INVALID.has(code)) return { rejected: 'invalid', code, message }
    if (isNoAnswer(thrown)) throw thrown
    throw new CallerUnknown(strangenessOf(thrown), { cause: thrown })
  }
}

/** Nothing listens there, or the question could not even be sent. */
const isNoAnswer = (thrown: Error): boolean =>
  !(thrown instanceof StrangeAnswer) && thrown.name !== 'TimeoutError' && !hasStatus(thrown)

const hasStatus = (thrown: Error): boolean =>
  '$response' in thrown || ('$metadata' in thrown && hasStatusCode(thrown.$metadata))

const hasStatusCode = (metadata: unknown): boolean =>
  typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
