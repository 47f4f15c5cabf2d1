// What a recovery did, the answer first.

import { paragraph } from '../../../base/columns.ts'
import { shortNameIn } from '../../principals.ts'
import type { Recovery } from '../../recovery/apply.ts'
import { changedLines } from '../change-text.ts'
import { pageOf, type TextOptions } from '../page.ts'
import { shellCommand } from '../shell.ts'
import { fill } from '../words/words.ts'
import { recoveryWords, type RecoveryWords } from './words/words.ts'

export function renderRecoveryText(recovery: Recovery, options: TextOptions): string {
  const page = pageOf(options)
  const { paint, width } = page
  const { outcome: words } = recoveryWords(options.lang)
  const { plan, proved, reason = '', replaced, putBack, readBack, outcome } = recovery
  const nameOf = (arn: string): string => shortNameIn(plan.where.account, arn)
  const facts = {
    ...{ principal: nameOf(plan.principal), as: nameOf(plan.as), reason, path: replaced },
    role: nameOf(recovery.trust?.role ?? ''),
  }
  const say = (template: string): string => paragraph(fill(template, facts), width, 0)
  const type = (command: typeof putBack): string =>
    paint.command(shellCommand(command, {}, width - 2).replaceAll(/^/gm, '  '))
  const isPut = outcome === 'put'
  return [
    ...(isPut ? [] : [say(words.already)]),
    ...(recovery.interrupted && isPut ? [paint.bad(say(words.interrupted))] : []),
    (proved ? paint.good : paint.bad)(say(proofWords(recovery, words))),
    ...(proved && recovery.proof.by === 'call' ? [say(words.tried)] : []),
    ...openingLines(recovery, say, recoveryWords(options.lang).plan),
    ...(readBack === 'refused' ? [say(words.readBackRefused)] : []),
    ...trustLines(recovery, say, words, type),
    ...(isPut ? changedLines(plan, page) : []),
    ...(plan.multiRegion && isPut ? [say(words.multiRegionNext)] : []),
    ...(isPut ? [say(words.kept), type(putBack)] : []),
  ].join('\n')
}

function proofWords({ proof, proved }: Recovery, words: RecoveryWords['outcome']): string {
  const isCall = proof.by === 'call'
  if (proved) return isCall ? words.doneByCall : words.doneByEngine
  return isCall ? words.notReadByCall : words.notReadByEngine
}

/** What the engine said of each action, where no call could be made. */
function openingLines(
  { proof, proved, plan }: Recovery,
  say: (template: string) => string,
  words: RecoveryWords['plan'],
): readonly string[] {
  if (proved || proof.by === 'call') return []
  const line = (template: string, isMeant: (outcome: string) => boolean): readonly string[] => {
    const meant = plan.openings.filter(({ outcome }) => isMeant(outcome))
    const actions = meant.map(({ action }) => action).join(', ')
    return meant.length === 0 ? [] : [say(fill(template, { actions }))]
  }
  return [
    ...line(words.keepsOut, (outcome) => outcome.endsWith('Deny')),
    ...line(words.cannotTell, (outcome) => outcome === 'unknown'),
  ]
}

function trustLines(
  { trust }: Recovery,
  say: (template: string) => string,
  words: RecoveryWords['outcome'],
  type: (command: Recovery['putBack']) => string,
): readonly string[] {
  if (trust === undefined) return []
  if (trust.outcome === 'putBack') return [say(words.trustPutBack)]
  return [say(words.trustLeft.replace('{reason}', trust.reason)), type(trust.command)]
}
