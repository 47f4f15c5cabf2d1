import { decidingLayer } from '../situation.ts'
import { fail, type Check } from './check.ts'

/** The permissions boundary takes back what the other policies give. */
export const boundaryRefuses: Check = (situation) => {
  const { decision, answered, actor } = situation
  if (answered === 'allow' || decidingLayer(situation) !== 'boundary') return undefined
  const explicit =
    typeof answered === 'object' ? answered.explicit : decision?.outcome === 'explicitDeny'
  const id = explicit ? 'boundary/explicit-deny' : 'boundary/no-allow'
  const names = actor.boundary?.map(({ name }) => name) ?? []
  return fail(id, situation, { facts: { boundary: names.join(', ') }, evidence: names })
}
