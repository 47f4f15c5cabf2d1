import type { Operation } from '../../operation.ts'
import type { GetPolicyInput, GetPolicyOutput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { policyRemarks, policyShape } from '../shapes.ts'
import { usageOf } from '../usage.ts'

/**
 * Answers a managed policy without its document: that is in its versions.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html
 */
export const GetPolicy: Operation<IamScope, GetPolicyInput, GetPolicyOutput> = {
  readOnly: true,
  questions: ({ PolicyArn }, { policies }) => [policies.question('iam:GetPolicy', PolicyArn)],
  perform: ({ PolicyArn }, { policies, store, account }) => {
    const policy = policies.require(PolicyArn)
    const shown = policyShape(policy, usageOf(store, account, PolicyArn))
    return { output: { Policy: { ...shown, ...policyRemarks(policy) } } }
  },
}
