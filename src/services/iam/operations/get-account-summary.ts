import type { Operation } from '../../operation.ts'
import { accountSummary } from '../account-summary.ts'
import type { GetAccountSummaryOutput } from '../model.ts'
import { onAccount } from '../questions.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers how many entities the account has, and how many it may have.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html
 */
export const GetAccountSummary: Operation<IamScope, unknown, GetAccountSummaryOutput> = {
  readOnly: true,
  questions: (_input, scope) => [onAccount('iam:GetAccountSummary', scope)],
  perform: (_input, scope) => ({ output: { SummaryMap: accountSummary(scope) } }),
}
