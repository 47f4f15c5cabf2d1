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
  perform: (_input, { caller: { principal, account } }) => ({
    output: { UserId: userId(principal), Account: account, Arn: principal.arn },
  }),
}
