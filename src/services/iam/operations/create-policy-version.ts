import type { Operation } from '../../operation.ts'
import type { CreatePolicyVersionInput, CreatePolicyVersionOutput } from '../model.ts'
import { requireManagedDocument, withNewVersion } from '../policy-versions.ts'
import type { IamScope } from '../scope.ts'
import { versionShape } from '../shapes.ts'

/**
 * Adds a version to a managed policy; as the default version it is in force at once.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html
 */
export const CreatePolicyVersion: Operation<
  IamScope,
  CreatePolicyVersionInput,
  CreatePolicyVersionOutput
> = {
  readOnly: false,
  questions: ({ PolicyArn }, { policies }) => [
    policies.question('iam:CreatePolicyVersion', PolicyArn),
  ],
  perform: ({ PolicyArn, PolicyDocument, SetAsDefault = false }, { policies, now }) => {
    const row = policies.requireOwn(PolicyArn)
    const next = withNewVersion(
      row.value,
      requireManagedDocument(PolicyDocument),
      now,
      SetAsDefault,
    )
    const policy = { ...next, arn: PolicyArn }
    return {
      output: { PolicyVersion: next.versions[0] && versionShape(policy, next.versions[0]) },
      changes: [policies.put(row, next)],
    }
  },
}
