import { principalsOf } from '../principals.ts'
import type { NamedPolicy } from '../types.ts'
import type { AccessWorld } from './access-world.ts'
import type { Actor } from './actor.ts'

/**
 * Puts together those whom no policy can tell apart: one decision then answers for all of them.
 * Whoever is named, or carries a policy that asks who carries it, stands alone.
 */
export function groupAlike(
  actors: readonly Actor[],
  { key }: AccessWorld,
): readonly (readonly Actor[])[] {
  const shared = [key.policy, ...(key.resourceControl ?? []).flat()]
  if (shared.some(asksWho)) return actors.map((actor) => [actor])
  const named = namesIn(shared, key.grants ?? [])
  const groups = new Map<string, Actor[]>()
  for (const actor of actors) {
    const isNamed = namesOf(actor).some((name) => named.has(name))
    const likeness = (isNamed ? undefined : likenessOf(actor)) ?? actor.arn
    const group = groups.get(likeness)
    if (group) group.push(actor)
    else groups.set(likeness, [actor])
  }
  return [...groups.values()]
}

function namesIn(
  policies: readonly NamedPolicy[],
  grants: NonNullable<AccessWorld['key']['grants']>,
): ReadonlySet<string> {
  const inPolicies = policies.flatMap(({ policy }) => principalsOf(policy.document))
  return new Set([
    ...inPolicies.map(({ value }) => value),
    ...grants.flatMap(({ granteePrincipal, retiringPrincipal = '' }) => [
      granteePrincipal,
      retiringPrincipal,
    ]),
  ])
}

function namesOf({ principal, arn }: Actor): readonly string[] {
  const uniqueId = 'uniqueId' in principal ? principal.uniqueId : undefined
  return uniqueId === undefined ? [arn, principal.arn] : [arn, principal.arn, uniqueId]
}

const asked = new WeakMap<NamedPolicy, boolean>()

/** Whether the policy asks who its carrier is, by a condition or a policy variable. */
function asksWho(named: NamedPolicy): boolean {
  const known = asked.get(named)
  if (known !== undefined) return known
  const asks = named.policy.document.statements.some(({ conditions, resource }) => {
    const texts = [...conditions.flatMap(({ values }) => values), ...(resource?.patterns ?? [])]
    return conditions.some(({ key }) => OF_ONE.test(key)) || texts.some(hasVariable)
  })
  asked.set(named, asks)
  return asks
}

const OF_ONE = /^aws:(?:principalarn$|principaltag\/|username$|userid$)/i
const hasVariable = (text: string): boolean => text.includes('${')

function asksWhoOf({ identity, boundary = [], serviceControl }: Actor): boolean {
  return [...identity, ...boundary, ...serviceControl.flat()].some(asksWho)
}

const numbers = new WeakMap<NamedPolicy, number>()
let lastNumber = 0

function numberOf(policy: NamedPolicy): number {
  const known = numbers.get(policy) ?? (lastNumber += 1)
  numbers.set(policy, known)
  return known
}

const likenesses = new WeakMap<Actor, string | undefined>()

/** The same for whoever no policy tells apart; undefined for who carries one that asks who. */
function likenessOf(actor: Actor): string | undefined {
  if (likenesses.has(actor)) return likenesses.get(actor)
  const { principal, identity, boundary, unseen } = actor
  const isServiceLinked = principal.type === 'assumedRole' && principal.isServiceLinkedRole
  const likeness = asksWhoOf(actor)
    ? undefined
    : JSON.stringify([
        principal.account,
        principal.type,
        isServiceLinked,
        unseen,
        identity.map(numberOf),
        boundary?.map(numberOf),
      ])
  likenesses.set(actor, likeness)
  return likeness
}
