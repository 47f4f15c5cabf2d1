import type { Operation } from '../../operation.ts'
import { requestTagContext } from '../context-keys.ts'
import type { TagUserInput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { withTags } from '../tags.ts'

/**
 * Adds tags to the user, or replaces the values of those it has.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagUser.html
 */
export const TagUser: Operation<IamScope, TagUserInput, void> = {
  readOnly: false,
  questions: ({ UserName, Tags }, { users }) => [
    users.question('iam:TagUser', UserName, requestTagContext(Tags)),
  ],
  perform: ({ UserName, Tags }, { users }) => {
    const user = users.require(UserName)
    return { changes: [users.put(user, withTags(user.value, Tags))] }
  },
}
