// Who may do something with a key: every principal is asked about, by the engine. Conditions on
// context that is not known are reported and not guessed.

import { isSameAccountOnly } from '../cross-account.ts'
import { decide } from '../decide.ts'
import type { Statement } from '../document.ts'
import type { AuthorizationRequest, Decision, PoliciesInForce, StatementRef } from '../types.ts'
import type { AccessWorld } from './access-world.ts'
import { type Actor, actorsOf } from './actor.ts'
import { groupAlike } from './alike.ts'
import { OpenPolicies, type OpenStatement, type Supposition } from './open-policies.ts'

/** How one principal comes to be allowed. */
export interface Access {
  /** ARN; the name of a service; `*` for everybody else. */
  readonly principal: string
  readonly verdict: 'allowed' | 'conditional'
  readonly because: readonly StatementRef[]
  /**
   * Any one of them is enough; of each, all conditions must be met. Empty: no Allow depends on
   * what is not known.
   */
  readonly ways: readonly (readonly OpenStatement[])[]
  /** Denials of which none may apply: not all of their conditions may be met. */
  readonly unless: readonly OpenStatement[]
  /** Its account is not in the world: its own IAM policies must allow it as well. */
  readonly unseen: boolean
}

/** Everybody who may do `action` on the key of the world, in the order of the world. */
export function whoCan(action: string, world: AccessWorld): readonly Access[] {
  return accessBy([action], world).map(({ access }) => access)
}

export interface ActionAccess {
  readonly action: string
  readonly access: Access
}

/** It knows no world, only policies, and forgets those that nobody holds any more. */
const open = new OpenPolicies()

/** The same for several actions at once, principal by principal. */
export function accessBy(actions: readonly string[], world: AccessWorld): readonly ActionAccess[] {
  const actors = actorsOf(world)
  const answers = new Map<Actor, readonly ActionAccess[]>()
  for (const group of groupAlike(actors, world)) {
    const [first] = group
    if (!first) continue
    const found = actions.flatMap((action) => {
      const access = accessOf(first, action, world)
      return access ? [{ action, access }] : []
    })
    for (const actor of group) answers.set(actor, found)
  }
  return actors.flatMap((actor) =>
    (answers.get(actor) ?? []).map(({ action, access }) => {
      return { action, access: { ...access, principal: actor.arn } }
    }),
  )
}

function accessOf(actor: Actor, action: string, world: AccessWorld): Access | undefined {
  const request = requestOf(actor, action, world)
  const policies = policiesFor(actor, world)
  const ask = (suppose: Supposition) =>
    open.ask(suppose, actor.lacks, () => decide(request, policies))
  const { answer: best, touched } = ask(({ effect }) => effect === 'Allow')
  if (best.outcome !== 'allow') return undefined
  const base = { principal: actor.arn, because: best.because, unseen: actor.unseen }
  const { answer: worst } = ask(({ effect }) => effect === 'Deny')
  if (worst.outcome === 'allow') {
    return { ...base, because: worst.because, verdict: 'allowed', ways: [], unless: [] }
  }
  const decideWith = (suppose: Supposition): Decision => ask(suppose).answer
  const left = (statement: Statement) => open.openConditions(statement, request.context)
  const allows = touched.filter(({ effect }) => effect === 'Allow')
  return {
    ...base,
    verdict: 'conditional',
    ways: waysThrough(allows, decideWith).map((way) => way.map(left)),
    unless: denialsIn(decideWith, ask(() => true).touched).map(left),
  }
}

/** The Deny statements that would apply, were their open conditions met. */
function denialsIn(
  decideWith: (suppose: Supposition) => Decision,
  touched: readonly Statement[],
): readonly Statement[] {
  return touched
    .filter(({ effect }) => effect === 'Deny')
    .filter((one) => {
      const { outcome } = decideWith((statement) => statement === one || isAllow(statement))
      return outcome === 'explicitDeny'
    })
}

const isAllow = ({ effect }: Statement): boolean => effect === 'Allow'

/** Pairs and triples of more statements than these are not tried; all of them together are. */
const STATEMENTS_COMBINED_MAX = 12
const WAY_STATEMENTS_MAX = 3

/** The smallest sets of statements whose open conditions, once met, let the request through. */
function waysThrough(
  allows: readonly Statement[],
  decideWith: (suppose: Supposition) => Decision,
): readonly (readonly Statement[])[] {
  const suffices = (way: readonly Statement[]): boolean =>
    decideWith((statement) => way.includes(statement)).outcome === 'allow'
  if (suffices([])) return []
  const found: (readonly Statement[])[] = []
  let longer: readonly (readonly Statement[])[] = allows.map((one) => [one])
  for (let size = 1; size <= WAY_STATEMENTS_MAX; size += 1) {
    found.push(...longer.filter(suffices))
    if (allows.length > STATEMENTS_COMBINED_MAX) break
    const rest = longer.filter((way) => !found.includes(way))
    longer = rest
      .flatMap((way) => laterThan(way, allows).map((one) => [...way, one]))
      .filter((way) => !found.some((known) => known.every((one) => way.includes(one))))
  }
  return found.length > 0 ? found : [allows]
}

function laterThan(way: readonly Statement[], allows: readonly Statement[]): readonly Statement[] {
  const last = way.at(-1)
  return last ? allows.slice(allows.indexOf(last) + 1) : allows
}

/** What an actor would ask. */
export function requestOf(
  actor: Actor,
  action: string,
  { key }: AccessWorld,
): AuthorizationRequest {
  return {
    principal: actor.principal,
    action,
    resource: key.arn,
    resourceAccount: key.account,
    context: actor.context(),
    sameAccountOnly: isSameAccountOnly(action),
  }
}

function policiesFor(actor: Actor, { key }: AccessWorld): PoliciesInForce {
  return {
    ...ownPolicies(actor),
    resourceControl: (key.resourceControl ?? []).map(openAll),
    resource: { ...open.open(key.policy), kind: 'keyPolicy' },
    grants: key.grants ?? [],
  }
}

const openAll = (policies: PoliciesInForce['identity']): PoliciesInForce['identity'] =>
  policies.map((one) => open.open(one))

type OwnPolicies = Pick<PoliciesInForce, 'identity' | 'boundary' | 'serviceControl'>
const opened = new WeakMap<Actor, OwnPolicies>()

/** What the actor brings along is the same for every key. */
function ownPolicies(actor: Actor): OwnPolicies {
  const known = opened.get(actor)
  if (known) return known
  const { boundary } = actor
  const own = {
    identity: openAll(actor.identity),
    ...(boundary && { boundary: openAll(boundary) }),
    serviceControl: actor.serviceControl.map(openAll),
  }
  opened.set(actor, own)
  return own
}
