import type { Operation } from '../../operation.ts'
import type {
  GetContextKeysForCustomPolicyInput,
  GetContextKeysForCustomPolicyOutput,
} from '../model.ts'
import { onAccount } from '../questions.ts'
import type { IamScope } from '../scope.ts'
import { contextKeysAsked } from '../simulation/context-keys-asked.ts'
import { inputPolicies } from '../simulation/source-policy.ts'

/**
 * Answers the context keys that policies ask for: what a simulation of them wants to be given.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html
 */
export const GetContextKeysForCustomPolicy: Operation<
  IamScope,
  GetContextKeysForCustomPolicyInput,
  GetContextKeysForCustomPolicyOutput
> = {
  readOnly: true,
  questions: (_input, scope) => [onAccount('iam:GetContextKeysForCustomPolicy', scope)],
  perform: ({ PolicyInputList }) => ({
    output: {
      ContextKeyNames: contextKeysAsked(inputPolicies('PolicyInputList', PolicyInputList)),
    },
  }),
}
