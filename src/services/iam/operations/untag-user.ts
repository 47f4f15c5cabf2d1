import type { Operation } from '../../operation.ts'
import type { UntagUserInput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { withoutTags } from '../tags.ts'

/**
 * Removes tags from the user; one that it does not have is none to remove.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagUser.html
 */
export const UntagUser: Operation<IamScope, UntagUserInput, void> = {
  readOnly: false,
  questions: ({ UserName, TagKeys }, { users }) => [
    users.question('iam:UntagUser', UserName, { 'aws:TagKeys': TagKeys }),
  ],
  perform: ({ UserName, TagKeys }, { users }) => {
    const user = users.require(UserName)
    return { changes: [users.put(user, withoutTags(user.value, TagKeys))] }
  },
}
