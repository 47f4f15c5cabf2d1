// Whoever could ask: the principals of the accounts that are known, and those of others that the
// key policy or a grant names.

import { isAccountId, parseAccountId } from '../../base/account-id.ts'
import { accountRootArn, parseArn } from '../../base/arn.ts'
import { principalContext } from '../../base/principal-facts.ts'
import type { Principal, SignedPrincipal } from '../../base/principal.ts'
import { compilePolicy } from '../compile.ts'
import { accountNamedBy } from '../match/principal.ts'
import { principalsOf } from '../principals.ts'
import { readPolicyJson } from '../read-policy.ts'
import type { RequestContext } from '../request-context.ts'
import { signedPrincipal } from '../signed-principal.ts'
import type { NamedPolicy, PoliciesInForce } from '../types.ts'
import type { AccessWorld, WorldAccount, WorldContext, WorldIdentity } from './access-world.ts'

export interface Actor {
  readonly principal: Principal
  /** As a policy names it: of a role its ARN, not a session's. */
  readonly arn: string
  readonly identity: readonly NamedPolicy[]
  readonly boundary: readonly NamedPolicy[] | undefined
  readonly serviceControl: PoliciesInForce['serviceControl']
  /** Worked out when asked for: of many who are alike, one is asked about. */
  readonly context: () => RequestContext
  /** Keys that are known not to be there: whether a key of this name is one. */
  readonly lacks: (key: string) => boolean
  /** Its account is not known: its own policies are taken to allow. */
  readonly unseen: boolean
}

export function actorsOf(world: AccessWorld): readonly Actor[] {
  const known = world.accounts.flatMap((account) => actorsIn(account, world))
  return [...known, ...outsiders(world)]
}

interface Inhabitants {
  readonly context: AccessWorld['context']
  readonly actors: readonly Actor[]
}

/** Of accounts that were asked about already: there are a thousand people and hundreds of keys. */
const inhabitants = new WeakMap<WorldAccount, Inhabitants>()

function actorsIn(account: WorldAccount, world: AccessWorld): readonly Actor[] {
  const { context } = world
  const known = inhabitants.get(account)
  if (known && known.context === context) return known.actors
  const found = [
    rootUser(account, world),
    ...(account.users ?? []).map((user) => {
      const memberOf = (user.groups ?? []).flatMap((name) => account.groups?.[name] ?? [])
      return identityActor(user, [...user.policies, ...memberOf], account, world)
    }),
    ...(account.roles ?? []).map((role) => identityActor(role, role.policies, account, world)),
  ]
  const actors = found.filter((actor) => actor !== undefined)
  inhabitants.set(account, { context, actors })
  return actors
}

/** Worked out once, when it is first asked for. */
function once<Value>(make: () => Value): () => Value {
  let value: Value | undefined
  return () => (value ??= make())
}

function rootUser({ id, serviceControl = [], context }: WorldAccount, world: AccessWorld): Actor {
  const principal = { type: 'root', arn: accountRootArn(id), account: id } as const
  return {
    principal,
    arn: principal.arn,
    identity: [],
    boundary: undefined,
    serviceControl,
    context: once(() => contextOf(principal, [world.context, context])),
    lacks: lacksOf(principal, {}),
    unseen: false,
  }
}

function identityActor(
  { arn, uniqueId, boundary, tags }: WorldIdentity,
  identity: readonly NamedPolicy[],
  { id, serviceControl = [], context }: WorldAccount,
  world: AccessWorld,
): Actor | undefined {
  const principal = signedPrincipal(arn, { account: id, uniqueId })
  if (!principal) return undefined
  const pairs = Object.entries(tags ?? {}).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])
  const tagged = Object.fromEntries(pairs) as WorldContext
  return {
    principal,
    arn,
    identity,
    boundary,
    serviceControl,
    context: once(() => contextOf(principal, [world.context, context, tagged])),
    lacks: lacksOf(principal, tags),
    unseen: false,
  }
}

/** Every condition key that is known, in lower case. */
function contextOf(
  principal: Principal,
  more: readonly (WorldContext | undefined)[],
): RequestContext {
  const own = isSigned(principal) ? principalContext(principal) : new Map<string, string>()
  const context = new Map<string, string | readonly string[]>()
  for (const [key, value] of own) context.set(key.toLowerCase(), value)
  if (principal.account !== undefined) context.set('kms:calleraccount', principal.account)
  for (const [key, value] of more.flatMap((one) => Object.entries(one ?? {}))) {
    context.set(key.toLowerCase(), value)
  }
  return context
}

const isSigned = (principal: Principal): principal is SignedPrincipal =>
  principal.account !== undefined

const TAG_PREFIX = 'aws:principaltag/'
const OF_SERVICES = new Set(['aws:principalservicename', 'aws:principalservicenameslist'])

function lacksOf(principal: Principal, tags: WorldIdentity['tags']): Actor['lacks'] {
  return (key) => {
    if (key.startsWith(TAG_PREFIX)) return tags !== undefined
    if (OF_SERVICES.has(key)) return isSigned(principal)
    return key === 'aws:username' && isSigned(principal) && principal.type !== 'user'
  }
}

/** Who is named and belongs to no account that is known; everybody, where everybody is named. */
function outsiders(world: AccessWorld): readonly Actor[] {
  const { policy, grants = [] } = world.key
  const accounts = new Set<string>(world.accounts.map(({ id }) => id))
  const named = principalsOf(policy.policy.document)
    .filter(({ statement, negated }) => statement.effect === 'Allow' && !negated)
    .map(({ type, value }) => ({ isService: type === 'Service', value }))
  const grantees = grants.map(({ granteePrincipal: value }) => {
    return { isService: value.endsWith('.amazonaws.com'), value }
  })
  const found = new Map<string, Actor>()
  for (const { isService, value } of [...named, ...grantees]) {
    const principal = isService ? service(value) : outsider(value, accounts)
    if (!principal || found.has(principal.arn)) continue
    found.set(principal.arn, outsideActor(principal, world))
  }
  return [...found.values()]
}

const service = (name: string): Principal => ({ type: 'service', arn: name, account: undefined })

function outsider(name: string, accounts: ReadonlySet<string>): Principal | undefined {
  if (name === '*') return { type: 'anonymous', arn: '*', account: undefined }
  const account = accountNamedBy(name) ?? parseArn(name)?.account ?? ''
  if (!isAccountId(account) || accounts.has(account)) return undefined
  // The account as a whole: whoever its IAM policies let.
  if (accountNamedBy(name) !== undefined) return anyUserOf(account)
  return signedPrincipal(name, { account: parseAccountId(account) })
}

function anyUserOf(account: NonNullable<Principal['account']>): Principal {
  const arn = accountRootArn(account)
  return { type: 'user', arn, account, userName: '', uniqueId: undefined }
}

function outsideActor(principal: Principal, { context }: AccessWorld): Actor {
  const isRole = principal.type === 'assumedRole' && principal.sessionName === undefined
  const isUnseen = principal.account !== undefined
  return {
    principal,
    arn: isRole ? principal.roleArn : principal.arn,
    identity: isUnseen ? EVERYTHING : [],
    boundary: undefined,
    serviceControl: [],
    context: once(() => contextOf(principal, [context])),
    lacks: lacksOf(principal, undefined),
    unseen: isUnseen,
  }
}

const EVERYTHING = everything()

function everything(): readonly NamedPolicy[] {
  const Statement = [{ Effect: 'Allow', Action: '*', Resource: '*' }]
  const read = readPolicyJson({ Version: '2012-10-17', Statement })
  // INVARIANT: the text above is a policy.
  if ('problems' in read) throw new Error('a policy of our own cannot be read')
  return [{ name: 'IAM policies of its own account', policy: compilePolicy(read.document) }]
}
