import type { AccountId } from '../../../base/account-id.ts'
import { arnOf } from '../../../base/arn.ts'
import type { SignedPrincipal } from '../../../base/principal.ts'
import { signedPrincipal } from '../../../policy/index.ts'
import { InvalidInput } from '../errors.ts'

/** The user that CallerArn names; without one, somebody of the account whom no policy names. */
export function simulatedCaller(
  callerArn: string | undefined,
  account: AccountId,
): SignedPrincipal {
  if (callerArn === undefined) {
    const userName = ''
    const arn = arnOf('iam', '', account, 'user/')
    return { type: 'user', arn, account, userName, uniqueId: undefined }
  }
  const caller = signedPrincipal(callerArn)
  if (caller?.type === 'user') return caller
  // The sentence is ours: AWS's is not known.
  throw InvalidInput(`CallerArn must be the ARN of an IAM user: ${callerArn}`)
}

export const isNobodyInParticular = (principal: SignedPrincipal): boolean =>
  principal.type === 'user' && principal.userName === ''
