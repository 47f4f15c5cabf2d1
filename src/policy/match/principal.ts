import type { Effect, PrincipalClause } from '../document.ts'
import type { Caller } from './caller.ts'

/**
 * As what a statement or a grant meets the caller.
 *
 * - `directly`: by its own name, or everybody. An Allow needs nothing more inside one account.
 * - `asRole`: by its role (or its issuer). Boundary and session policy still limit an Allow.
 * - `asAccount`: by its account. An Allow only lets the account's IAM policies decide.
 */
export type Meeting = 'directly' | 'asRole' | 'asAccount'

export type PrincipalMatcher = (caller: Caller) => Meeting | undefined

export function principalMatcher(clause: PrincipalClause, effect: Effect): PrincipalMatcher {
  const names = namesOf(clause)
  if (!clause.negated) return (caller) => meets(names, caller)
  if (effect === 'Deny') return (caller) => (exempts(names, caller) ? undefined : 'directly')
  // An Allow for everybody but those listed: whoever is listed under any name is left out.
  return (caller) => (meets(names, caller) ? undefined : 'directly')
}

interface Names {
  readonly everybody: boolean
  readonly exact: ReadonlySet<string>
  readonly accounts: ReadonlySet<string>
  readonly services: ReadonlySet<string>
}

function namesOf({ principals }: PrincipalClause): Names {
  const exact = new Set<string>()
  const accounts = new Set<string>()
  const services = new Set<string>()
  let everybody = false
  for (const { type, value } of principals) {
    if (type === 'Service') services.add(value)
    // Federated and CanonicalUser principals never call the services that are here.
    if (type !== 'AWS') continue
    const account = accountNamedBy(value)
    if (value === '*') everybody = true
    else if (account !== undefined) accounts.add(account)
    else exact.add(value)
  }
  return { everybody, exact, accounts, services }
}

const ACCOUNT_PRINCIPAL = /^(?:arn:aws[a-z-]*:iam::(\d{12}):root|(\d{12}))$/

/** The account that a principal stands for as a whole: its root ARN, or its bare id. */
export function accountNamedBy(principal: string): string | undefined {
  const [, fromArn, bare] = ACCOUNT_PRINCIPAL.exec(principal) ?? []
  return fromArn ?? bare
}

function meets(names: Names, caller: Caller): Meeting | undefined {
  if (names.everybody) return 'directly'
  if (caller.service !== undefined) return meetsService(names, caller.service)
  let meeting: Meeting | undefined
  for (const { names: own, limited } of caller.identities) {
    if (!holdsAny(names.exact, own)) continue
    if (!limited) return 'directly'
    meeting = 'asRole'
  }
  if (meeting) return meeting
  if (caller.account === undefined || !names.accounts.has(caller.account)) return undefined
  // The account principal is also the root user itself.
  return caller.isRoot ? 'directly' : 'asAccount'
}

/** A plain loop: this is asked of every statement in every decision. */
function holdsAny(set: ReadonlySet<string>, names: readonly string[]): boolean {
  for (const name of names) if (set.has(name)) return true
  return false
}

function meetsService({ services }: Names, service: string): Meeting | undefined {
  return services.has(service) || services.has('*') ? 'directly' : undefined
}

/** AWS may look at account, role and session in turn, so a Deny spares who is listed as each. */
function exempts(names: Names, caller: Caller): boolean {
  if (names.everybody) return true
  if (caller.service !== undefined) return meetsService(names, caller.service) !== undefined
  if (caller.account === undefined || !names.accounts.has(caller.account)) return false
  return caller.identities.every(({ names: own }) => holdsAny(names.exact, own))
}
