// What a recovery did, in the reader's words and in pieces.

import type { CommandLine } from '../../command-line.ts'
import type { ChangeLine } from '../../policy-change.ts'
import { shortNameIn } from '../../principals.ts'
import type { Recovery } from '../../recovery/apply.ts'
import { recoveryWords, type RecoveryWords } from '../recovery/words/words.ts'
import { fill, type Language } from '../words/words.ts'

export interface ToldRecovery {
  /** The answer first. */
  readonly says: readonly ToldOutcome[]
  /** What was put; undefined where nothing was. */
  readonly put?: {
    readonly change: readonly ChangeLine[]
    readonly multiRegion?: string
    readonly kept: string
    readonly putBack: CommandLine
  }
}

export interface ToldOutcome {
  readonly mood: 'plain' | 'good' | 'bad'
  readonly says: string
  readonly command?: CommandLine
}

export function tellRecovery(
  recovery: Recovery,
  { lang }: { readonly lang: Language },
): ToldRecovery {
  const { outcome: words, plan: planWords } = recoveryWords(lang)
  const { plan, proved, reason = '', replaced, putBack, readBack, outcome, trust } = recovery
  const nameOf = (arn: string): string => shortNameIn(plan.where.account, arn)
  const facts = {
    ...{ principal: nameOf(plan.principal), as: nameOf(plan.as), reason, path: replaced },
    role: nameOf(trust?.role ?? ''),
  }
  const say = (template: string, mood: ToldOutcome['mood'] = 'plain'): ToldOutcome => ({
    mood,
    says: fill(template, facts),
  })
  const isPut = outcome === 'put'
  return {
    says: [
      ...(isPut ? [] : [say(words.already)]),
      ...(recovery.interrupted && isPut ? [say(words.interrupted, 'bad')] : []),
      say(proofWords(recovery, words), proved ? 'good' : 'bad'),
      ...(proved && recovery.proof.by === 'call' ? [say(words.tried)] : []),
      ...openings(recovery, planWords),
      ...(readBack === 'refused' ? [say(words.readBackRefused)] : []),
      ...trustOutcome(trust, say, words),
    ],
    ...(isPut && {
      put: {
        change: plan.lines,
        ...(plan.multiRegion && { multiRegion: words.multiRegionNext }),
        kept: fill(words.kept, facts),
        putBack,
      },
    }),
  }
}

function proofWords({ proof, proved }: Recovery, words: RecoveryWords['outcome']): string {
  const isCall = proof.by === 'call'
  if (proved) return isCall ? words.doneByCall : words.doneByEngine
  return isCall ? words.notReadByCall : words.notReadByEngine
}

/** What the engine said of each action, where no call could be made. */
function openings(
  { proof, proved, plan }: Recovery,
  words: RecoveryWords['plan'],
): readonly ToldOutcome[] {
  if (proved || proof.by === 'call') return []
  const principal = shortNameIn(plan.where.account, plan.principal)
  const line = (template: string, isMeant: (outcome: string) => boolean) => {
    const meant = plan.openings.filter(({ outcome }) => isMeant(outcome))
    const actions = meant.map(({ action }) => action).join(', ')
    const says = fill(template, { principal, actions })
    return meant.length === 0 ? [] : [{ mood: 'plain' as const, says }]
  }
  return [
    ...line(words.keepsOut, (outcome) => outcome.endsWith('Deny')),
    ...line(words.cannotTell, (outcome) => outcome === 'unknown'),
  ]
}

function trustOutcome(
  trust: Recovery['trust'],
  say: (template: string) => ToldOutcome,
  words: RecoveryWords['outcome'],
): readonly ToldOutcome[] {
  if (trust === undefined) return []
  if (trust.outcome === 'putBack') return [say(words.trustPutBack)]
  const { says } = say(words.trustLeft.replace('{reason}', trust.reason))
  return [{ mood: 'bad', says, command: trust.command }]
}
