import type { Operation } from '../../operation.ts'
import { existingOwner, onUserOrCaller } from '../caller-as-user.ts'
import type { ListAccessKeysInput, ListAccessKeysOutput } from '../model.ts'
import { takePage } from '../paging.ts'
import type { IamScope } from '../scope.ts'
import { accessKeyShape } from '../shapes.ts'

/**
 * Answers the access keys of a user, never their secrets; without a name, of the caller.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html
 */
export const ListAccessKeys: Operation<IamScope, ListAccessKeysInput, ListAccessKeysOutput> = {
  readOnly: true,
  questions: ({ UserName }, scope) => [onUserOrCaller('iam:ListAccessKeys', UserName, scope)],
  perform: ({ UserName, ...input }, scope) => {
    const owner = existingOwner(UserName, scope)
    const { items, position } = takePage(input, (after) =>
      scope.accessKeys
        .ownedBy(owner, after)
        .map(({ id, value }) => ({ id, value: accessKeyShape(id, value) })),
    )
    return { output: { AccessKeyMetadata: items, ...position } }
  },
}
