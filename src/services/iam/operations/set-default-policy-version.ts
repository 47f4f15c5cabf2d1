import type { Operation } from '../../operation.ts'
import type { SetDefaultPolicyVersionInput } from '../model.ts'
import { requireVersion } from '../resources/managed-policies.ts'
import type { IamScope } from '../scope.ts'

/**
 * Puts another version of a managed policy in force.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html
 */
export const SetDefaultPolicyVersion: Operation<IamScope, SetDefaultPolicyVersionInput, void> = {
  readOnly: false,
  questions: ({ PolicyArn }, { policies }) => [
    policies.question('iam:SetDefaultPolicyVersion', PolicyArn),
  ],
  perform: ({ PolicyArn, VersionId }, { policies, now }) => {
    const row = policies.requireOwn(PolicyArn)
    const { id } = requireVersion({ ...row.value, arn: PolicyArn }, VersionId)
    const next = { ...row.value, defaultVersionId: id, updatedAt: now.toISOString() }
    return { changes: [policies.put(row, next)] }
  },
}
