import type { Operation } from '../../operation.ts'
import { accountOfAccessKeyId } from '../../iam/api.ts'
import { ValidationError } from '../errors.ts'
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
    questions: (_input, { account }) => [
      { action: 'sts:GetAccessKeyInfo', resource: { arn: '*', account } },
    ],
    perform: ({ AccessKeyId }) => {
      const account = accountOfAccessKeyId(AccessKeyId)
      if (account === undefined) throw ValidationError(`${AccessKeyId} is invalid`)
      return { output: { Account: account } }
    },
  }
