import type { Effect, PrincipalClause } from '../document.ts'
import type { Caller, Outsider } from './caller.ts'

/**
 * As what a statement or a grant meets the caller.
 *
 * - `directly`: by its own name, or everybody. An Allow needs nothing more inside one account.
 * - `asRole`: by its role (or its issuer). Boundary and session policy still limit an Allow.
 * - `asAccount`: by its account. An Allow only lets the account's IAM policies decide.
 */
export type Meeting = 'directly' | 'asRole' | 'asAccount'

export interface PrincipalMatcher {
  readonly meets: (caller: Caller) => Meeting | undefined
  /** The caller must have one of these names; undefined when a name rules nobody out. */
  readonly requiredNames: readonly string[] | undefined
}

export function principalMatcher(clause: PrincipalClause, effect: Effect): PrincipalMatcher {
  const names = namesOf(clause)
  if (!clause.negated) {
    return { meets: (caller) => meets(names, caller), requiredNames: requiredNames(names) }
  }
  if (effect === 'Deny') {
    const deny = (caller: Caller) => (exempts(names, caller) ? undefined : 'directly')
    return { meets: deny, requiredNames: undefined }
  }
  // An Allow for everybody but those listed: whoever is listed under any name is left out.
  const allow = (caller: Caller) => (meets(names, caller) ? undefined : 'directly')
  return { meets: allow, requiredNames: undefined }
}

function requiredNames({ everybody, exact, accounts, outsiders }: Names) {
  if (everybody || outsiders.Service.has('*')) return undefined
  // A service and a provider may have one name.
  return [...new Set([...exact, ...accounts, ...outsiders.Service, ...outsiders.Federated])]
}

interface Names {
  readonly everybody: boolean
  readonly exact: ReadonlySet<string>
  readonly accounts: ReadonlySet<string>
  readonly outsiders: Readonly<Record<Outsider['type'], ReadonlySet<string>>>
}

function namesOf({ principals }: PrincipalClause): Names {
  const exact = new Set<string>()
  const accounts = new Set<string>()
  const outsiders = { Service: new Set<string>(), Federated: new Set<string>() }
  let everybody = false
  for (const { type, value } of principals) {
    if (type === 'Service' || type === 'Federated') outsiders[type].add(value)
    else if (type === 'CanonicalUser') accounts.add(value)
    else if (value === '*') everybody = true
    else {
      const account = accountNamedBy(value)
      if (account === undefined) exact.add(value)
      else accounts.add(account)
    }
  }
  return { everybody, exact, accounts, outsiders }
}

const ACCOUNT_PRINCIPAL = /^(?:arn:aws[a-z-]*:iam::(\d{12}):root|(\d{12}))$/

/** The account that a principal stands for as a whole: its root ARN, or its bare id. */
export function accountNamedBy(principal: string): string | undefined {
  const [, fromArn, bare] = ACCOUNT_PRINCIPAL.exec(principal) ?? []
  return fromArn ?? bare
}

function meets(names: Names, caller: Caller): Meeting | undefined {
  if (names.everybody) return 'directly'
  if (caller.outsider) return listsOutsider(names, caller.outsider) ? 'directly' : undefined
  let meeting: Meeting | undefined
  for (const { names: own, limited } of caller.identities) {
    if (!holdsAny(names.exact, own)) continue
    if (!limited) return 'directly'
    meeting = 'asRole'
  }
  if (meeting) return meeting
  if (!holdsAny(names.accounts, caller.accountNames)) return undefined
  // The account principal is also the root user itself.
  return caller.isRoot ? 'directly' : 'asAccount'
}

/** A plain loop: this is asked of every statement in every decision. */
function holdsAny(set: ReadonlySet<string>, names: readonly string[]): boolean {
  if (set.size === 0) return false
  for (const name of names) if (set.has(name)) return true
  return false
}

/**
 * A service is named for what it does as itself; a provider, in a trust policy, for the people it
 * vouches for. Once they have assumed the role they are its sessions: KMS lists no provider among
 * the principals of a key policy, and there it meets nobody.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 */
function listsOutsider({ outsiders }: Names, { type, name }: Outsider): boolean {
  return outsiders[type].has(name) || (type === 'Service' && outsiders.Service.has('*'))
}

/** AWS may look at account, role and session in turn, so a Deny spares who is listed as each. */
function exempts(names: Names, caller: Caller): boolean {
  if (names.everybody) return true
  if (caller.outsider) return listsOutsider(names, caller.outsider)
  if (!holdsAny(names.accounts, caller.accountNames)) return false
  return caller.identities.every(({ names: own }) => holdsAny(names.exact, own))
}
