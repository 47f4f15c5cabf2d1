import type { Operation } from '../../operation.ts'
import { accountOfAccessKeyId } from '../../../base/access-key-account.ts'
import { ValidationError } from '../errors.ts'
import { requireNoUserSession } from '../long-term-caller.ts'
import type { GetAccessKeyInfoInput, GetAccessKeyInfoOutput } from '../model.ts'
import type { StsScope } from '../scope.ts'

/**
 * Answers the account that an access key id holds, whether or not the key is still in use.
 *
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html
 */
export const GetAccessKeyInfo: Operation<StsScope, GetAccessKeyInfoInput, GetAccessKeyInfoOutput> =
  {
    readOnly: true,
    questions: (_input, scope) => {
      requireNoUserSession('GetAccessKeyInfo', scope)
      const resource = { arn: '*', account: scope.account }
      return [{ action: 'sts:GetAccessKeyInfo', resource }]
    },
    perform: ({ AccessKeyId }) => {
      const account = accountOfAccessKeyId(AccessKeyId)
      if (account === undefined) throw ValidationError(`${AccessKeyId} is invalid`)
      return { output: { Account: account } }
    },
  }
