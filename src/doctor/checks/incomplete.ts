import { isUnseen, reasonOf } from '../evidence/answer.ts'
import { contradicted, iamHalf, keyHalf } from './halves.ts'
import { unknown, type Check } from './check.ts'

/** The cause cannot be told from what could be seen. */
export const incomplete: Check = (situation) => {
  const { answered, known, evidence } = situation
  if (typeof answered === 'object' && answered.layer !== undefined && known === undefined) {
    return undefined
  }
  const unseen = known === undefined && keyHalf(situation) === 'unknown'
  const half =
    known !== undefined && keyHalf(situation) === 'delegates' && iamHalf(situation) === 'unknown'
  if (answered === 'allow' || (!unseen && !half && !contradicted(situation))) return undefined
  const refusals = [evidence.keyPolicy, evidence.events, ...evidence.subject.policies.unseen]
  return unknown('evidence/incomplete', situation, {
    evidence: refusals.flatMap((answer) => (isUnseen(answer) ? [reasonOf(answer)] : [])),
  })
}
