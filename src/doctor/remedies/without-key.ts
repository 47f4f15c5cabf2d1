// Ways out where no key was found: the same question, about what was probably meant.

import { nearAliases } from '../checks/key-found.ts'
import { sparekeyCommand } from '../command-line.ts'
import type { Evidence } from '../evidence/evidence.ts'
import type { Finding } from '../finding.ts'
import { shortName } from '../principals.ts'
import { wordsAlone } from './advice.ts'
import type { Remedy, RemedyId } from './remedy.ts'

export function remediesWithoutKey(
  { id, facts }: Finding,
  evidence: Evidence,
  action: string,
): readonly Remedy[] {
  const { keyRegion = '', asked = '' } = facts
  if (id === 'key/other-region') {
    return [askAgain('ask-in-region', { ...evidence, action, key: asked, region: keyRegion })]
  }
  if (id !== 'alias/not-found') return []
  const [alias] = nearAliases(evidence.key)
  if (alias === undefined) return []
  return [askAgain('use-alias', { ...evidence, action, key: alias, region: evidence.where.region })]
}

interface Asking extends Pick<Evidence, 'where' | 'subject' | 'subjectAsks'> {
  readonly action: string
  readonly key: string
  readonly region: string
}

function askAgain(
  id: RemedyId,
  { where, subject, subjectAsks, action, key, region }: Asking,
): Remedy {
  const about = subjectAsks ? [] : ['--principal', subject.arn]
  const words = ['doctor', key, ...about, '--action', action]
  return {
    ...wordsAlone(id, { key, region, principal: shortName(subject.arn) }),
    by: [subject.arn],
    commands: [sparekeyCommand(words, { ...where, region })],
  }
}
