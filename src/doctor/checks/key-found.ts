// Before there is a key, there is no policy to look at: these look at what was typed.

import { parseArn } from '../../base/arn.ts'
import { editDistance } from '../../base/edit-distance.ts'
import { gotOf, isAbsent, isUnseen, reasonOf } from '../evidence/answer.ts'
import type { Evidence } from '../evidence/evidence.ts'
import { aliasNameOf, type KeyEvidence } from '../evidence/key.ts'
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
  if (aliasNameOf(key.asked) === undefined) {
    const missing: Finding = { id: 'key/not-found', verdict: 'fail', facts, evidence }
    // A replica is a key of its own, under the same id.
    return /(^|\/)mrk-/.test(key.asked)
      ? [missing, { id: 'key/other-region', verdict: 'unknown', facts, evidence: [] }]
      : [missing]
  }
  const near = nearAliases(key)
  return [{ id: 'alias/not-found', verdict: 'fail', facts, evidence: [...evidence, ...near] }]
}

const nearest = { aliasesMax: 3, editsMax: 4 } as const

/** The aliases whose names are easily mistyped for the one that was asked for, nearest first. */
export function nearAliases({ asked, aliases }: KeyEvidence): readonly string[] {
  const wanted = aliasNameOf(asked) ?? asked
  const names = (gotOf(aliases) ?? []).filter(({ keyId }) => keyId !== undefined)
  return names
    .map(({ name }) => ({ name, edits: editDistance(wanted.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= Math.min(nearest.editsMax, name.length / 2))
    .toSorted((one, other) => one.edits - other.edits)
    .slice(0, nearest.aliasesMax)
    .map(({ name }) => name)
}
