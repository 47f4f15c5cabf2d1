import type { Operation } from '../../operation.ts'
import type { ListPolicyVersionsInput, ListPolicyVersionsOutput } from '../model.ts'
import { listed, takePage } from '../paging.ts'
import { versionOrder } from '../policy-versions.ts'
import type { IamScope } from '../scope.ts'
import { versionShape } from '../shapes.ts'

/**
 * Answers the versions of a managed policy without their documents.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html
 */
export const ListPolicyVersions: Operation<
  IamScope,
  ListPolicyVersionsInput,
  ListPolicyVersionsOutput
> = {
  readOnly: true,
  questions: ({ PolicyArn }, { policies }) => [
    policies.question('iam:ListPolicyVersions', PolicyArn),
  ],
  perform: ({ PolicyArn, ...input }, { policies }) => {
    const policy = policies.require(PolicyArn)
    const { items, position } = takePage(input, listed(policy.versions, versionOrder))
    return {
      output: { Versions: items.map((version) => versionShape(policy, version)), ...position },
    }
  },
}
