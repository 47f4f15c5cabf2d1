import { gotOf } from '../evidence/answer.ts'
import { NO_GUARDS } from '../guards.ts'
import { recreatableRescuers, rescuersOf } from '../rescuers.ts'
import { allowsOf, contradicted } from './halves.ts'
import { fail, unknown, type Check } from './check.ts'

/** Nobody can call PutKeyPolicy any more. Stands beside the cause, not in its place. */
export const unmanageable: Check = (situation) => {
  const { evidence, known } = situation
  if (known === undefined || contradicted(situation)) return undefined
  if (gotOf(evidence.key.description)?.keyManager === 'AWS') return undefined
  // What the organization denies, its administrators can lift: the key is not lost.
  if (rescuersOf(evidence, { guards: NO_GUARDS }).length > 0) return undefined
  if (recreatableRescuers(evidence).length > 0) return undefined
  const unseen = known.named.filter(
    ({ fate, entity }) => fate === 'unknown' && entity !== undefined,
  )
  const id = 'key-policy/unmanageable'
  if (unseen.length > 0) {
    const names = unseen.map(({ value }) => value)
    return unknown(id, situation, { facts: { unseen: names.join(', ') }, evidence: names })
  }
  return fail(id, situation, { evidence: allowsOf(situation).map(({ sid = '' }) => sid) })
}
