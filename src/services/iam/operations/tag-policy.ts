import type { Operation } from '../../operation.ts'
import { requestTagContext } from '../context-keys.ts'
import type { TagPolicyInput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { withTags } from '../tags.ts'

/**
 * Adds tags to a customer managed policy, or replaces the values of those it has.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagPolicy.html
 */
export const TagPolicy: Operation<IamScope, TagPolicyInput, void> = {
  readOnly: false,
  questions: ({ PolicyArn, Tags }, { policies }) => [
    policies.question('iam:TagPolicy', PolicyArn, requestTagContext(Tags)),
  ],
  perform: ({ PolicyArn, Tags }, { policies }) => {
    const policy = policies.requireOwn(PolicyArn)
    return { changes: [policies.put(policy, withTags(policy.value, Tags))] }
  },
}
