import type { Operation } from '../../operation.ts'
import { lastUseOf } from '../access-key-use.ts'
import { onUserOrRoot } from '../caller-as-user.ts'
import type {
  AccessKeyLastUsed,
  GetAccessKeyLastUsedInput,
  GetAccessKeyLastUsedOutput,
} from '../model.ts'
import { onAccount } from '../questions.ts'
import { noSuchKey } from '../resources/access-keys.ts'
import type { IamScope } from '../scope.ts'

const ACTION = 'iam:GetAccessKeyLastUsed'

/**
 * Answers when, in which Region and for which service an access key last signed a request, whether
 * or not the request was allowed.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html
 */
export const GetAccessKeyLastUsed: Operation<
  IamScope,
  GetAccessKeyLastUsedInput,
  GetAccessKeyLastUsedOutput
> = {
  readOnly: true,
  questions: ({ AccessKeyId }, scope) => {
    const key = scope.accessKeys.find(AccessKeyId)
    return [key ? onUserOrRoot(ACTION, key.value.userName, scope) : onAccount(ACTION, scope)]
  },
  prepare: async ({ AccessKeyId }, { accessKeys, store, now }) =>
    lastUseOf(store, requireKey(accessKeys, AccessKeyId), now),
  perform: ({ AccessKeyId }, { accessKeys }, prepared) => {
    const { userName } = requireKey(accessKeys, AccessKeyId).value
    return {
      output: {
        ...(userName !== undefined && { UserName: userName }),
        AccessKeyLastUsed: prepared as AccessKeyLastUsed,
      },
    }
  },
}

function requireKey(accessKeys: IamScope['accessKeys'], id: string) {
  const key = accessKeys.find(id)
  if (!key) throw noSuchKey(id)
  return key
}
