import type { Operation } from '../../operation.ts'
import { instanceProfileArn } from '../arns.ts'
import type { ListInstanceProfilesInput, ListInstanceProfilesOutput } from '../model.ts'
import { takePage } from '../paging.ts'
import type { IamScope } from '../scope.ts'
import { instanceProfileListShape } from '../shapes.ts'

/**
 * Answers the instance profiles whose path begins with the prefix.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfiles.html
 */
export const ListInstanceProfiles: Operation<
  IamScope,
  ListInstanceProfilesInput,
  ListInstanceProfilesOutput
> = {
  readOnly: true,
  questions: ({ PathPrefix = '/' }, { account }) => {
    const arn = instanceProfileArn({ account, path: PathPrefix, name: '' })
    return [{ action: 'iam:ListInstanceProfiles', resource: { arn, account } }]
  },
  perform: ({ PathPrefix = '/', ...page }, scope) => {
    const { items, position } = takePage(page, (after) =>
      scope.instanceProfiles.all(after).filter(({ value }) => value.path.startsWith(PathPrefix)),
    )
    const InstanceProfiles = items.map((row) => instanceProfileListShape(row, scope))
    return { output: { InstanceProfiles, ...position } }
  },
}
