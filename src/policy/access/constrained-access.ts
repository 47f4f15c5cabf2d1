import type { Grant } from '../types.ts'
import type { AccessWorld } from './access-world.ts'
import { accessBy, type ActionAccess } from './who-can.ts'

/** An access, and the constraints of the grant where it comes by a constrained one alone. */
export interface ConstrainedAccess extends ActionAccess {
  readonly constrained: readonly Grant[]
}

/**
 * Who may do what. The constraints of grants ask for context that nobody knows beforehand: what is
 * allowed only with them met is conditional.
 */
export function accessTo(
  actions: readonly string[],
  world: AccessWorld,
): readonly ConstrainedAccess[] {
  const plain = accessBy(actions, world).map((one) => ({ ...one, constrained: [] }))
  const { grants = [] } = world.key
  const limited = grants.filter(({ constraints }) => constraints !== undefined)
  if (limited.length === 0) return plain
  const known = new Set(plain.map(nameOf))
  const opened = grants.map(({ constraints: _met, ...grant }) => grant)
  const names = new Map(limited.map((grant) => [`grant ${grant.grantId}`, grant]))
  const more = accessBy(actions, { ...world, key: { ...world.key, grants: opened } })
    .filter((one) => !known.has(nameOf(one)))
    .map((one): ConstrainedAccess => {
      const constrained = one.access.because.flatMap(({ policy }) => names.get(policy) ?? [])
      return { ...one, access: { ...one.access, verdict: 'conditional' }, constrained }
    })
  return [...plain, ...more]
}

const nameOf = ({ action, access }: ActionAccess): string => `${action} ${access.principal}`
