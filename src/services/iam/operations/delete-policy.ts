import type { Operation } from '../../operation.ts'
import { DeleteConflict } from '../errors.ts'
import type { DeletePolicyInput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { usageOf } from '../usage.ts'

/**
 * Deletes a managed policy that nobody uses and that has one version left.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html
 */
export const DeletePolicy: Operation<IamScope, DeletePolicyInput, void> = {
  readOnly: false,
  questions: ({ PolicyArn }, { policies }) => [policies.question('iam:DeletePolicy', PolicyArn)],
  perform: ({ PolicyArn }, { policies, store, account }) => {
    const row = policies.requireOwn(PolicyArn)
    const { attachments, boundaries } = usageOf(store, account, PolicyArn)
    if (attachments + boundaries > 0) {
      throw DeleteConflict('Cannot delete a policy attached to entities.')
    }
    if (row.value.versions.length > 1) throw DeleteConflict(SEVERAL_VERSIONS)
    return { changes: [policies.remove(row)] }
  },
}

const SEVERAL_VERSIONS =
  'This policy has more than one version. Before you delete a policy, you must delete the ' +
  "policy's versions. The default version is deleted with the policy."
