import type { Operation } from '../../operation.ts'
import { instanceProfileArn } from '../arns.ts'
import { requestTagContext } from '../context-keys.ts'
import { newUniqueId } from '../entity-ids.ts'
import type { CreateInstanceProfileInput, CreateInstanceProfileOutput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { instanceProfileShape } from '../shapes.ts'
import type { InstanceProfileRow } from '../tables.ts'
import { requireDistinctTags } from '../tags.ts'

/**
 * Makes an instance profile without a role.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html
 */
export const CreateInstanceProfile: Operation<
  IamScope,
  CreateInstanceProfileInput,
  CreateInstanceProfileOutput
> = {
  readOnly: false,
  questions: ({ InstanceProfileName: name, Path: path = '/', Tags = [] }, { account }) => {
    const resource = { arn: instanceProfileArn({ account, path, name }), account }
    const context = requestTagContext(Tags)
    const create = { action: 'iam:CreateInstanceProfile', resource, context }
    return Tags.length > 0 ? [create, { ...create, action: 'iam:TagInstanceProfile' }] : [create]
  },
  perform: ({ InstanceProfileName: name, Path: path = '/', Tags }, scope) => {
    const { instanceProfiles, account, world, now } = scope
    instanceProfiles.requireRoom(name)
    const row: InstanceProfileRow = {
      account,
      name,
      path,
      uniqueId: newUniqueId(world, 'AIPA'),
      createdAt: now.toISOString(),
      tags: requireDistinctTags(Tags),
    }
    return {
      output: { InstanceProfile: instanceProfileShape(row, scope) },
      changes: [instanceProfiles.put(undefined, row)],
    }
  },
}
