import type { Operation } from '../../operation.ts'
import type { SimulateCustomPolicyInput, SimulateCustomPolicyOutput } from '../model.ts'
import { onAccount } from '../questions.ts'
import type { IamScope } from '../scope.ts'
import { answerSimulation, resourcePolicyOf } from '../simulation/evaluate.ts'
import { simulatedCaller } from '../simulation/simulated-caller.ts'
import { inputPolicies } from '../simulation/source-policy.ts'

/**
 * Decides requests under policies that come with the call, and carries nothing out.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
 */
export const SimulateCustomPolicy: Operation<
  IamScope,
  SimulateCustomPolicyInput,
  SimulateCustomPolicyOutput
> = {
  readOnly: true,
  questions: (_input, scope) => [onAccount('iam:SimulateCustomPolicy', scope)],
  prepare: ({ PolicyInputList, ...input }, { account }) => {
    const levels = input.OrderedOrganizationPolicyInputList ?? []
    const boundary = input.PermissionsBoundaryPolicyInputList
    const simulation = {
      principal: simulatedCaller(input.CallerArn, account),
      identity: inputPolicies('PolicyInputList', PolicyInputList),
      boundary: boundary && inputPolicies('PermissionsBoundaryPolicyInputList', boundary),
      serviceControl: levels.map(({ ServiceControlPolicyInputList }, index) =>
        inputPolicies(
          `OrderedOrganizationPolicyInputList.${index + 1}`,
          ServiceControlPolicyInputList,
        ),
      ),
      resource: resourcePolicyOf(input, false),
    }
    return answerSimulation(simulation, input)
  },
  perform: (_input, _scope, prepared) => ({ output: prepared as SimulateCustomPolicyOutput }),
}
