// What a key policy would do before it is put: asked of the engine, in the page.

import type { JsonObject } from '../../../../../src/base/json.ts'
import {
  compilePolicy,
  diffAccess,
  lockoutCheck,
  readPolicyJson,
  signedPrincipal,
  whoCan,
  type AccessDifference,
  type AccessWorld,
  type NamedPolicy,
} from '../../../../../src/policy/index.ts'
import type { KeyWorld } from '../key-world.tsx'

/** `unknown`: not every policy that has a say could be read. */
export type Lockout = 'passed' | 'failed' | 'unknown'

export interface Verdict {
  readonly lockout: Lockout
  /** Others of the account who could change the policy, whatever the request brings along. */
  readonly others: readonly string[]
  /** Undefined: the policy before is not known. */
  readonly changes: readonly AccessDifference[] | undefined
  /** How many actions a key policy can give to one principal. */
  readonly everything: number
}

export function verdictOn(policy: NamedPolicy, person: string, world: KeyWorld): Verdict {
  return {
    lockout: lockoutFor(policy, person, world),
    others: administratorsBut(person, world.under(policy)),
    changes: world.policy && diffAccess(world.policy, policy, world.under(policy)),
    everything: everythingIn(world.under(policy)),
  }
}

function lockoutFor(policy: NamedPolicy, person: string, world: KeyWorld): Lockout {
  const under = world.under(policy)
  const known = lockoutCheck(policy, person, under)
  const decision = known ?? lockoutCheck(policy, person, withPerson(person, under))
  if (decision === undefined) return 'unknown'
  if (decision.outcome === 'allow') return 'passed'
  // Silence in IAM proves nothing where not all of IAM could be read.
  const isSure = known !== undefined && world.accountComplete
  const isOfKey = decision.layer === 'keyPolicy' || decision.outcome === 'explicitDeny'
  return isOfKey || isSure ? 'failed' : 'unknown'
}

/** With the one who asks, of whose own policies nothing is known. */
function withPerson(person: string, world: AccessWorld): AccessWorld {
  const principal = signedPrincipal(person)
  if (principal === undefined) return world
  const isRole = principal.type === 'assumedRole'
  const identity = { arn: isRole ? principal.roleArn : person, policies: [] }
  return {
    ...world,
    accounts: world.accounts.map((account) => {
      if (account.id !== principal.account) return account
      return isRole
        ? { ...account, roles: [...(account.roles ?? []), identity] }
        : { ...account, users: [...(account.users ?? []), identity] }
    }),
  }
}

function administratorsBut(person: string, world: AccessWorld): readonly string[] {
  const own = signedPrincipal(person)
  const [, roleName] = own?.type === 'assumedRole' ? (/\/([^/]+)$/.exec(own.roleArn) ?? []) : []
  const isPerson = (arn: string): boolean =>
    arn === person || (roleName !== undefined && arn.endsWith(`/${roleName}`))
  return whoCan('kms:PutKeyPolicy', world)
    .filter(({ verdict, unseen, principal }) => {
      const isOne = principal.startsWith(`arn:aws:iam::${world.key.account}:`)
      return verdict === 'allowed' && !unseen && isOne && !isPerson(principal)
    })
    .map(({ principal }) => principal)
}

/** What `kms:*` adds to nothing, for whoever it adds most to. */
function everythingIn(world: AccessWorld): number {
  const { id } = world.accounts[0] ?? {}
  const only = { ...world, accounts: id === undefined ? [] : [{ id }] }
  const all = { Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }
  const gained = diffAccess(policyOf([]), policyOf([all]), only)
  return Math.max(0, ...gained.map(({ gains }) => gains.length))
}

function policyOf(Statement: readonly JsonObject[]): NamedPolicy {
  const read = readPolicyJson({ Version: '2012-10-17', Statement })
  // INVARIANT: both are policies.
  if ('problems' in read) throw new Error('a policy of our own cannot be read')
  return { name: 'key policy', policy: compilePolicy(read.document) }
}
