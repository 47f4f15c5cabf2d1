// Before there is a key, there is no policy to look at: these look at what was typed.

import { parseArn } from '../../base/arn.ts'
import { isAbsent, isUnseen, reasonOf } from '../evidence/answer.ts'
import type { Evidence } from '../evidence/evidence.ts'
import { aliasNameOf } from '../evidence/key.ts'
import type { Finding } from '../finding.ts'

/** Why no key was found. */
export function keyNotFound({ key, where }: Evidence, action: string): readonly Finding[] {
  const { account, region } = where
  const keyRegion = parseArn(key.asked)?.region ?? region
  const facts = { asked: key.asked, account, region, keyRegion, action }
  const evidence = [key.description, key.aliases].flatMap((answer) => {
    if (isAbsent(answer)) return [answer.absent]
    return isUnseen(answer) ? [reasonOf(answer)] : []
  })
  if (keyRegion !== region) return [{ id: 'key/other-region', verdict: 'fail', facts, evidence }]
  // An alias that nothing could resolve may well be there.
  if (!isAbsent(key.description)) {
    return [{ id: 'evidence/incomplete', verdict: 'unknown', facts, evidence }]
  }
  const id = aliasNameOf(key.asked) === undefined ? 'key/not-found' : 'alias/not-found'
  const missing: Finding = { id, verdict: 'fail', facts, evidence }
  const isMultiRegion = /(^|\/)mrk-/.test(key.asked)
  // A replica is a key of its own, under the same id.
  return isMultiRegion
    ? [missing, { id: 'key/other-region', verdict: 'unknown', facts, evidence: [] }]
    : [missing]
}
