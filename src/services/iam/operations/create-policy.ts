import type { Operation } from '../../operation.ts'
import { entityArn } from '../arns.ts'
import { newUniqueId } from '../entity-ids.ts'
import type { CreatePolicyInput, CreatePolicyOutput } from '../model.ts'
import { requireManagedDocument } from '../policy-versions.ts'
import { onNew } from '../questions.ts'
import type { IamScope } from '../scope.ts'
import { policyRemarks, policyShape } from '../shapes.ts'
import type { PolicyRow } from '../tables.ts'
import { requireDistinctTags } from '../tags.ts'
import { UNUSED } from '../usage.ts'

/**
 * Makes a customer managed policy with its first version.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
 */
export const CreatePolicy: Operation<IamScope, CreatePolicyInput, CreatePolicyOutput> = {
  readOnly: false,
  questions: ({ PolicyName, Path, Tags }, scope) =>
    onNew('policy', { name: PolicyName, path: Path, tags: Tags }, scope),
  perform: (input, scope) => {
    const { policies } = scope
    policies.requireRoom(input.PolicyName)
    const row = newPolicy(input, scope)
    const policy = { ...row, arn: entityArn('policy', row) }
    return {
      output: { Policy: { ...policyShape(policy, UNUSED), ...policyRemarks(policy) } },
      changes: [policies.put(undefined, row)],
    }
  },
}

function newPolicy(input: CreatePolicyInput, { account, world, now }: IamScope): PolicyRow {
  const createdAt = now.toISOString()
  const document = requireManagedDocument(input.PolicyDocument)
  return {
    account,
    name: input.PolicyName,
    path: input.Path ?? '/',
    uniqueId: newUniqueId(world, 'ANPA'),
    ...(input.Description !== undefined && { description: input.Description }),
    tags: requireDistinctTags(input.Tags),
    createdAt,
    updatedAt: createdAt,
    defaultVersionId: 'v1',
    versions: [{ id: 'v1', document, createdAt }],
    nextVersion: 2,
  }
}
