import { userId } from '../../../base/principal-facts.ts'
import type { Operation } from '../../operation.ts'
import type { GetCallerIdentityInput, GetCallerIdentityOutput } from '../model.ts'
import type { StsScope } from '../scope.ts'

/**
 * Answers who calls. It needs no permission, and works even under an explicit deny.
 *
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export const GetCallerIdentity: Operation<
  StsScope,
  GetCallerIdentityInput,
  GetCallerIdentityOutput
> = {
  readOnly: true,
  questions: () => [],
  perform(_input, { caller: { principal, account } }) {
    // INVARIANT: services call in their own name what they need for their work, and not this; and
    // without a signature nobody gets here.
    if (principal.account === undefined) throw new Error('who has no account asks who it is')
    return { output: { UserId: userId(principal), Account: account, Arn: principal.arn } }
  },
}
