// Who can still change the key policy.

import { parseArn } from '../../../base/arn.ts'
import { compilePolicy } from '../../compile.ts'
import { compileCondition } from '../../condition/compile-condition.ts'
import type { PolicyDocument, Statement } from '../../document.ts'
import { accountNamedBy } from '../../match/principal.ts'
import type { DocumentRule, LintOptions } from '../subject.ts'

const PUT_KEY_POLICY = 'kms:putkeypolicy'

/** The Allow statements about PutKeyPolicy that have all they need to match. */
function administering(document: PolicyDocument): readonly Statement[] {
  return compilePolicy(document)
    .statements.filter(({ statement, meetsAction }) => {
      return statement.effect === 'Allow' && statement.resource && meetsAction(PUT_KEY_POLICY)
    })
    .map(({ statement }) => statement)
}

const namesOf = ({ principal }: Statement): readonly string[] =>
  principal?.principals.flatMap(({ type, value }) => (type === 'AWS' ? [value] : [])) ?? []

const isDelegation =
  (account: string | undefined) =>
  (statement: Statement): boolean =>
    namesOf(statement).some((name) => {
      const named = accountNamedBy(name)
      return named !== undefined && (account === undefined || named === account)
    })

/** The key's own account, when it is known. */
function ownAccount({ account, key }: LintOptions): string | undefined {
  return account ?? key?.split(':')[4]
}

/** Without it, no IAM policy counts for PutKeyPolicy. */
export const delegation: DocumentRule = (document, options) => {
  if (options.kind !== 'keyPolicy') return []
  const account = ownAccount(options)
  const delegations = administering(document).filter(isDelegation(account))
  if (delegations.length === 0) {
    const facts = { account: account ?? '111122223333' }
    return [{ id: 'delegation/missing', path: [], facts }]
  }
  return delegations.flatMap((statement) => {
    const failing = conditionThatNobodyMeets(statement, document, account)
    if (!failing) return []
    const path = ['Condition', failing.operator, failing.key]
    const condition = `${failing.operator} ${failing.key} ${failing.values.join(', ')}`
    return [{ id: 'delegation/never-holds', path, facts: { condition }, statement }]
  })
}

/** Of the context of a request, this much is the same for everybody of the account. */
function conditionThatNobodyMeets(
  { conditions, principal }: Statement,
  { version }: PolicyDocument,
  account: string | undefined,
) {
  const named = principal?.principals.map(({ value }) => accountNamedBy(value))
  const own = account ?? named?.find((one) => one !== undefined) ?? ''
  const context = new Map([
    ['kms:calleraccount', own],
    ['aws:principalaccount', own],
    ['aws:principalisawsservice', 'false'],
    ['aws:securetransport', 'true'],
  ])
  return conditions.find((condition) => {
    if (!context.has(condition.key.toLowerCase())) return false
    return !compileCondition(condition, version).holds(context)
  })
}

/** Where the account does not decide, those who are named are all there are. */
export const administrators: DocumentRule = (document, options) => {
  if (options.kind !== 'keyPolicy') return []
  const account = ownAccount(options)
  const statements = administering(document)
  const isOpen = statements.some((one) => one.principal?.negated || namesOf(one).includes('*'))
  if (isOpen || statements.some(isDelegation(account))) return []
  const names = new Set(statements.flatMap(namesOf).filter((name) => isOneOf(name, account)))
  const [only] = names
  if (only === undefined) return [{ id: 'administration/nobody', path: [] }]
  if (names.size > 1) return []
  const statement = statements.find((one) => namesOf(one).includes(only))
  const facts = { principal: only }
  return [{ id: 'administration/only-one', path: [], facts, ...(statement && { statement }) }]
}

/** A user or role of the account: nobody else changes a key policy, and no bare id exists. */
function isOneOf(name: string, account: string | undefined): boolean {
  const arn = parseArn(name)
  if (!arn || accountNamedBy(name) !== undefined) return false
  return account === undefined || arn.account === account
}
