import type { Operation } from '../../operation.ts'
import type { CreatePolicyVersionInput, CreatePolicyVersionOutput } from '../model.ts'
import { newVersion, withVersion } from '../policy-versions.ts'
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
    const version = newVersion(row.value, PolicyDocument, now)
    const next = withVersion(row.value, version, SetAsDefault)
    return {
      output: { PolicyVersion: versionShape(next, version) },
      changes: [policies.put(row, next)],
    }
  },
}
