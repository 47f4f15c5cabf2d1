import type { SignedPrincipal } from '../../../base/principal.ts'
import { signedPrincipal } from '../../../policy/index.ts'
import type { Operation, Question } from '../../operation.ts'
import { entityArn, parseEntityArn } from '../arns.ts'
import type { SimulatePrincipalPolicyInput, SimulatePrincipalPolicyOutput } from '../model.ts'
import { onAccount } from '../questions.ts'
import type { IamScope } from '../scope.ts'
import { answerSimulation, resourcePolicyOf } from '../simulation/evaluate.ts'
import { simulatedCaller } from '../simulation/simulated-caller.ts'
import { inputPolicies, requireIdentity } from '../simulation/source-policy.ts'
import type { SimulatedIdentity } from '../simulation/source-policy.ts'

/**
 * Decides requests under everything that is attached to a user, group or role, and carries
 * nothing out. Policies that come with the call count beside the attached ones; a permissions
 * boundary that comes with it, in place of the identity's own. Key policies have no say unless
 * they are sent along as ResourcePolicy, and grants never do.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export const SimulatePrincipalPolicy: Operation<
  IamScope,
  SimulatePrincipalPolicyInput,
  SimulatePrincipalPolicyOutput
> = {
  readOnly: true,
  questions: ({ PolicySourceArn }, scope) => [sourceQuestion(PolicySourceArn, scope)],
  prepare: ({ PolicySourceArn, PolicyInputList, PolicyExclusionList, ...input }, scope) => {
    const source = requireIdentity(PolicySourceArn, scope, PolicyExclusionList)
    const boundary = input.PermissionsBoundaryPolicyInputList
    const simulation = {
      principal: callerOf(source, input.CallerArn),
      identity: [...source.policies, ...inputPolicies('PolicyInputList', PolicyInputList)],
      boundary: boundary
        ? inputPolicies('PermissionsBoundaryPolicyInputList', boundary)
        : source.boundary,
      serviceControl: [],
      resource: resourcePolicyOf(input, source.kind === 'user'),
    }
    return answerSimulation(simulation, input)
  },
  perform: (_input, _scope, prepared) => ({ output: prepared as SimulatePrincipalPolicyOutput }),
}

function sourceQuestion(arn: string, scope: IamScope): Question {
  const action = 'iam:SimulatePrincipalPolicy'
  const place = parseEntityArn(arn)
  if (!place || place.kind === 'policy') return onAccount(action, scope)
  return scope[`${place.kind}s`].question(action, place.name)
}

/** CallerArn, or else the identity itself; of a group, somebody of its account. */
function callerOf(
  { kind, row }: SimulatedIdentity,
  callerArn: string | undefined,
): SignedPrincipal {
  const arn = entityArn(kind, row)
  const self = callerArn === undefined && signedPrincipal(arn, { uniqueId: row.uniqueId })
  return self || simulatedCaller(callerArn, row.account)
}
