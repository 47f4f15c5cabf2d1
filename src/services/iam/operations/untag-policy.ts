import type { Operation } from '../../operation.ts'
import type { UntagPolicyInput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { withoutTags } from '../tags.ts'

/**
 * Removes tags from a customer managed policy; one that it does not have is none to remove.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagPolicy.html
 */
export const UntagPolicy: Operation<IamScope, UntagPolicyInput, void> = {
  readOnly: false,
  questions: ({ PolicyArn, TagKeys }, { policies }) => [
    policies.question('iam:UntagPolicy', PolicyArn, { 'aws:TagKeys': TagKeys }),
  ],
  perform: ({ PolicyArn, TagKeys }, { policies }) => {
    const policy = policies.requireOwn(PolicyArn)
    return { changes: [policies.put(policy, withoutTags(policy.value, TagKeys))] }
  },
}
