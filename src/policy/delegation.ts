import type { AccountId } from '../base/account-id.ts'
import { accountRootArn } from '../base/arn.ts'
import type { Statement } from './document.ts'
import { statementRef } from './judge.ts'
import { accountNamedBy } from './match/principal.ts'
import { meetingOf } from './match/statement.ts'
import { questionOf } from './question.ts'
import type { AuthorizationRequest, NamedPolicy, StatementRef } from './types.ts'

/**
 * The statements by which a key policy lets the IAM policies of an account decide this very
 * request: an Allow to the account principal whose action, resource and conditions all hold. None
 * means that no IAM policy of that account counts.
 */
export function delegationsTo(
  account: AccountId,
  request: AuthorizationRequest,
  { name, policy }: NamedPolicy,
): readonly StatementRef[] {
  const principal = { type: 'root', arn: accountRootArn(account), account } as const
  const question = questionOf({ ...request, principal })
  return policy
    .candidates(question.action, question.caller)
    .filter(({ statement }) => isForAccount(statement, account))
    .filter((compiled) => meetingOf(compiled, question, 'resource') !== undefined)
    .map(({ statement }) => statementRef(name, statement))
}

function isForAccount({ effect, principal }: Statement, account: AccountId): boolean {
  if (effect !== 'Allow' || !principal || principal.negated) return false
  return principal.principals.some(
    ({ type, value }) => type === 'AWS' && accountNamedBy(value) === account,
  )
}
