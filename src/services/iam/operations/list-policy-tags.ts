import type { Operation } from '../../operation.ts'
import type { ListPolicyTagsInput, ListPolicyTagsOutput } from '../model.ts'
import { listed, takePage } from '../paging.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers the tags of a managed policy. AWS's own policies have none.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyTags.html
 */
export const ListPolicyTags: Operation<IamScope, ListPolicyTagsInput, ListPolicyTagsOutput> = {
  readOnly: true,
  questions: ({ PolicyArn }, { policies }) => [policies.question('iam:ListPolicyTags', PolicyArn)],
  perform: ({ PolicyArn, ...input }, { policies }) => {
    const { tags } = policies.require(PolicyArn)
    const { items, position } = takePage(
      input,
      listed(tags, ({ Key }) => Key),
    )
    return { output: { Tags: items, ...position } }
  },
}
