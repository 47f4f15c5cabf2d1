import type { Operation } from '../../operation.ts'
import type { GetPolicyVersionInput, GetPolicyVersionOutput } from '../model.ts'
import { requireVersion } from '../resources/managed-policies.ts'
import type { IamScope } from '../scope.ts'
import { versionShape } from '../shapes.ts'

/**
 * Answers one version of a managed policy with its document.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html
 */
export const GetPolicyVersion: Operation<IamScope, GetPolicyVersionInput, GetPolicyVersionOutput> =
  {
    readOnly: true,
    questions: ({ PolicyArn }, { policies }) => [
      policies.question('iam:GetPolicyVersion', PolicyArn),
    ],
    perform: ({ PolicyArn, VersionId }, { policies }) => {
      const policy = policies.require(PolicyArn)
      const version = requireVersion(policy, VersionId)
      return {
        output: { PolicyVersion: { ...versionShape(policy, version), Document: version.document } },
      }
    },
  }
