import type { Operation } from '../../operation.ts'
import { InvalidAuthorizationMessageException } from '../errors.ts'
import { requireNoUserSession } from '../long-term-caller.ts'
import type { DecodeAuthorizationMessageInput } from '../model.ts'
import type { StsScope } from '../scope.ts'

/**
 * Answers that a message cannot be decoded. AWS encodes the reasons of refusals for EC2 and some
 * others; no service of the stack does, here or there.
 *
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
 */
export const DecodeAuthorizationMessage: Operation<
  StsScope,
  DecodeAuthorizationMessageInput,
  void
> = {
  readOnly: true,
  questions: (_input, scope) => {
    requireNoUserSession('DecodeAuthorizationMessage', scope)
    const resource = { arn: '*', account: scope.account }
    return [{ action: 'sts:DecodeAuthorizationMessage', resource }]
  },
  perform: () => {
    throw InvalidAuthorizationMessageException('Message is not valid')
  },
}
