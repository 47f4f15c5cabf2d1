import { explain, type Explanation } from '../explain.ts'
import type { AccessWorld } from './access-world.ts'
import { actorsOf } from './actor.ts'
import { requestOf } from './who-can.ts'

/**
 * Why one principal of a world may, or may not, do `action` on its key. What the world does not
 * know of the request counts as absent. Undefined for whom the world does not have.
 */
export function explainAccess(
  principal: string,
  action: string,
  world: AccessWorld,
): Explanation | undefined {
  const actor = actorsOf(world).find(({ arn }) => arn === principal)
  if (!actor) return undefined
  const { policy, grants = [], resourceControl = [] } = world.key
  const { identity, boundary, serviceControl } = actor
  return explain(requestOf(actor, action, world), {
    ...{ identity, serviceControl, resourceControl, grants },
    ...(boundary && { boundary }),
    resource: { ...policy, kind: 'keyPolicy' },
  })
}
