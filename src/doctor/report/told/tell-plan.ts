// The plan of a recovery in the reader's words, in pieces: a terminal and a page lay them out.

import { lintText } from '../../../policy/index.ts'
import type { CommandLine } from '../../command-line.ts'
import { shortNameIn } from '../../principals.ts'
import type { RecoveryPlan } from '../../recovery/plan.ts'
import { accessLines, type AccessLine } from '../access-text.ts'
import { momentOf } from '../moment.ts'
import { pageOf } from '../page.ts'
import { recoveryWords, type RecoveryWords } from '../recovery/words/words.ts'
import { fill, type Language } from '../words/words.ts'

export interface ToldPlan {
  /** What an earlier run left behind. */
  readonly earlier: readonly ToldStep[]
  /** Why there is nothing to put. */
  readonly notNeeded?: string
  readonly title: string
  /** Empty where nobody else comes into question. */
  readonly rescuers: readonly ToldRescuer[]
  readonly steps: readonly ToldStep[]
  readonly target: readonly string[]
  /** What to look at in the policy. */
  readonly problems: readonly string[]
  /** The policy in force could not be read. */
  readonly rebuilt?: string
  readonly multiRegion?: string
  readonly access: readonly AccessLine[]
  readonly verdict: readonly ToldOpening[]
  /** A trust policy must be opened first. */
  readonly opensTrust?: string
}

export interface ToldStep {
  readonly says: string
  readonly command?: CommandLine
}

interface ToldRescuer {
  readonly says: string
  readonly refused?: string
  /** How to become it; empty for the one that is taken. */
  readonly commands: readonly CommandLine[]
}

interface ToldOpening {
  readonly mood: 'plain' | 'good' | 'bad' | 'quiet'
  readonly says: string
}

export function tellPlan(plan: RecoveryPlan, { lang }: { readonly lang: Language }): ToldPlan {
  const words = recoveryWords(lang)
  const { needed, beforeSource, multiRegion, where, trust } = plan
  const rebuilt = beforeSource.source === 'rebuilt' && {
    rebuilt: fill(words.plan.rebuilt, eventFacts(beforeSource)),
  }
  return {
    earlier: earlierOf(plan, words),
    ...(!needed && { notNeeded: notNeededOf(plan, words) }),
    title: fill(words.plan.title, { as: nameIn(plan, plan.as), key: plan.key }),
    rescuers: rescuersOf(plan, words),
    steps: plan.steps.map(({ step, principal, command }) => ({
      says: fill(words.plan[step], { principal: nameIn(plan, principal) }),
      ...(command && { command }),
    })),
    target: targetOf(plan, words),
    problems: problemsOf(plan, words, lang),
    ...rebuilt,
    ...(multiRegion && {
      multiRegion: fill(words.plan.multiRegion, { region: where.region }),
    }),
    access: accessLines(plan.access, where.account, pageOf({ lang })),
    verdict: verdictOf(plan, words),
    ...(trust && { opensTrust: words.plan.needsReopenTrust }),
  }
}

function notNeededOf({ target, openings, ...plan }: RecoveryPlan, words: RecoveryWords): string {
  const says =
    target.kind !== 'none'
      ? words.plan.sameAlready
      : openings.every(({ outcome }) => outcome === 'allow')
        ? words.plan.notNeeded
        : words.plan.notNeededForIam
  const actions = openings.map(({ action }) => action).join(', ')
  const principal = shortNameIn(plan.where.account, plan.principal)
  return fill(says, { principal, key: plan.key, actions })
}

function earlierOf({ earlier, where }: RecoveryPlan, words: RecoveryWords): readonly ToldStep[] {
  if (earlier === undefined) return []
  const says = {
    new: words.plan.earlierNew,
    old: words.plan.earlierOld,
    other: words.plan.earlierOther,
    unseen: words.plan.earlierUnseen,
  }[earlier.inForce]
  const { trust } = earlier
  const role = shortNameIn(where.account, trust?.role ?? '')
  return [
    { says: fill(says, { path: earlier.replaced }) },
    ...(trust ? [{ says: fill(words.plan.earlierTrust, { role }), command: trust.command }] : []),
  ]
}

function rescuersOf(plan: RecoveryPlan, words: RecoveryWords): readonly ToldRescuer[] {
  const others = plan.rescuers.length > 1 || plan.rescuers[0]?.arn !== plan.as
  if (!others) return []
  return plan.rescuers.map(({ arn, becoming, commands, refused }) => {
    const isChosen = arn === plan.as
    const roles = commands.slice(0, -1).map((one) => nameIn(plan, roleOf(one)))
    const how = fill(words.becoming[becoming], { roles: roles.join(', ') })
    const chosen = isChosen ? `; ${words.plan.chosen}` : ''
    return {
      says: `${nameIn(plan, arn)}: ${how}${chosen}`,
      ...(refused !== undefined && { refused }),
      commands: isChosen ? [] : commands,
    }
  })
}

const roleOf = (command: CommandLine): string => command[command.indexOf('--role-arn') + 1] ?? ''

function targetOf(
  { target, takenOut, madeAgain }: RecoveryPlan,
  words: RecoveryWords,
): readonly string[] {
  const names = (template: string, list: readonly string[]) =>
    list.length === 0 ? [] : [fill(template, { names: list.join(', ') })]
  return [
    targetSays(target, words),
    ...names(words.plan.takenOut, takenOut),
    ...names(words.plan.madeAgain, madeAgain),
  ]
}

function problemsOf({ lint }: RecoveryPlan, words: RecoveryWords, lang: Language) {
  return lint.map((finding) => {
    const { says, instead } = lintText(finding, lang)
    const { line, sid = '' } = finding
    const at = line === undefined ? '' : fill(words.plan.lintMore, { line: String(line) })
    const place = [at, sid].filter((part) => part !== '').join(' ')
    return `${place === '' ? '' : `${place}: `}${says}. ${instead}`
  })
}

function targetSays(target: RecoveryPlan['target'], { plan: words }: RecoveryWords): string {
  if (target.kind === 'file') return fill(words.ofFile, { file: target.file })
  if (target.kind !== 'version') return words.ofRepair
  const { number, eventId } = target
  return fill(words.ofVersion, { ...eventFacts(target), number: String(number), eventId })
}

const eventFacts = ({ eventName, eventTime }: { eventName: string; eventTime: string }) => ({
  eventName,
  eventTime: momentOf(eventTime),
})

function verdictOf(plan: RecoveryPlan, words: RecoveryWords): readonly ToldOpening[] {
  const isPassed = plan.lockoutCheck === 'passed'
  const lockout = isPassed ? words.plan.lockoutPassed : words.plan.lockoutUnknown
  const facts = { as: nameIn(plan, plan.as), principal: nameIn(plan, plan.principal) }
  const opening = (
    template: string,
    outcomes: readonly string[],
    mood: ToldOpening['mood'],
  ): readonly ToldOpening[] => {
    const meant = plan.openings.filter(({ outcome }) => outcomes.includes(outcome))
    const actions = meant.map(({ action }) => action).join(', ')
    return meant.length === 0 ? [] : [{ mood, says: fill(template, { ...facts, actions }) }]
  }
  return [
    { mood: 'plain', says: fill(lockout, facts) },
    ...opening(words.plan.letsIn, ['allow'], 'good'),
    ...opening(words.plan.keepsOut, ['implicitDeny', 'explicitDeny'], 'bad'),
    ...opening(words.plan.cannotTell, ['unknown'], 'quiet'),
  ]
}

const nameIn = ({ where }: RecoveryPlan, arn: string): string => shortNameIn(where.account, arn)
