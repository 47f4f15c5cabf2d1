import type { Operation } from '../../operation.ts'
import { DeleteConflict } from '../errors.ts'
import type { DeletePolicyVersionInput } from '../model.ts'
import { requireVersion } from '../resources/managed-policies.ts'
import type { IamScope } from '../scope.ts'

/**
 * Deletes a version that is not the default one.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html
 */
export const DeletePolicyVersion: Operation<IamScope, DeletePolicyVersionInput, void> = {
  readOnly: false,
  questions: ({ PolicyArn }, { policies }) => [
    policies.question('iam:DeletePolicyVersion', PolicyArn),
  ],
  perform: ({ PolicyArn, VersionId }, { policies }) => {
    const row = policies.requireOwn(PolicyArn)
    requireVersion({ ...row.value, arn: PolicyArn }, VersionId)
    if (VersionId === row.value.defaultVersionId) {
      throw DeleteConflict('Cannot delete the default version of a policy.')
    }
    const versions = row.value.versions.filter(({ id }) => id !== VersionId)
    return { changes: [policies.put(row, { ...row.value, versions })] }
  },
}
