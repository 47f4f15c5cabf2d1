// The plan of a recovery, the answer first.

import { lintText } from '../../../policy/index.ts'
import { paragraph } from '../../../base/columns.ts'
import { shortNameIn } from '../../principals.ts'
import type { RecoveryPlan } from '../../recovery/plan.ts'
import { accessText } from '../access-text.ts'
import { momentOf } from '../moment.ts'
import { pageOf, type Page, type TextOptions } from '../page.ts'
import { shellCommand } from '../shell.ts'
import { whereLine } from '../where-line.ts'
import { fill } from '../words/words.ts'
import { recoveryWords, type RecoveryWords } from './words/words.ts'

interface Writing {
  readonly page: Page
  readonly words: RecoveryWords
  readonly lang: TextOptions['lang']
}

/** What would be done, and what changes. */
export function renderPlanText(plan: RecoveryPlan, options: TextOptions): string {
  const { lang } = options
  const writing = { page: pageOf(options), words: recoveryWords(lang), lang }
  const { page } = writing
  const parts = [
    [whereLine(plan.where, page)],
    earlierText(plan, writing),
    ...(plan.needed ? changeParts(plan, writing) : [notNeededText(plan, writing)]),
  ]
  const texts = parts.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return texts.join('\n\n')
}

function changeParts(plan: RecoveryPlan, writing: Writing): readonly (readonly string[])[] {
  const { page, words } = writing
  const { title, command } = page.paint
  const notes = plan.trust ? [paragraph(words.plan.needsReopenTrust, page.width, 0)] : []
  return [
    [title(fill(words.plan.title, { as: nameIn(plan, plan.as), key: plan.key }))],
    rescuersText(plan, writing),
    stepsText(plan, writing),
    targetText(plan, writing),
    [title(words.plan.diff), ...diffText(plan.diff, page)],
    accessOf(plan, writing),
    verdictText(plan, writing),
    [...notes, words.plan.notApplied, command(inShell(plan.command, page))],
  ]
}

function notNeededText(plan: RecoveryPlan, { page, words }: Writing): readonly string[] {
  const { principal, key, openings, target } = plan
  const says =
    target.kind !== 'none'
      ? words.plan.sameAlready
      : openings.every(({ outcome }) => outcome === 'allow')
        ? words.plan.notNeeded
        : words.plan.notNeededForIam
  const actions = openings.map(({ action }) => action).join(', ')
  const facts = { principal: nameIn(plan, principal), key, actions }
  return [paragraph(fill(says, facts), page.width, 0)]
}

function earlierText({ earlier, where }: RecoveryPlan, { page, words }: Writing) {
  if (earlier === undefined) return []
  const says = {
    new: words.plan.earlierNew,
    old: words.plan.earlierOld,
    other: words.plan.earlierOther,
    unseen: words.plan.earlierUnseen,
  }[earlier.inForce]
  const { trust } = earlier
  const open = trust
    ? [
        paragraph(
          fill(words.plan.earlierTrust, { role: shortNameIn(where.account, trust.role) }),
          page.width,
          0,
        ),
        page.paint.command(inShell(trust.command, page)),
      ]
    : []
  return [page.paint.bad(paragraph(fill(says, { path: earlier.replaced }), page.width, 0)), ...open]
}

function rescuersText(plan: RecoveryPlan, { page, words }: Writing): readonly string[] {
  const { paint, width } = page
  const others = plan.rescuers.length > 1 || plan.rescuers[0]?.arn !== plan.as
  const lines = plan.rescuers.flatMap(({ arn, becoming, commands, refused }) => {
    const isChosen = arn === plan.as
    const roles = commands.slice(0, -1).map((one) => nameIn(plan, roleOf(one)))
    const how = fill(words.becoming[becoming], { roles: roles.join(', ') })
    const chosen = isChosen ? `; ${words.plan.chosen}` : ''
    return [
      paragraph(`${nameIn(plan, arn)}: ${how}${chosen}`, width, 2),
      ...(refused === undefined ? [] : [paint.quiet(paragraph(refused, width, 4))]),
      ...(isChosen ? [] : commands.map((one) => paint.command(inShell(one, page, 4)))),
    ]
  })
  return others ? [paint.title(words.plan.rescuers), ...lines] : []
}

const roleOf = (command: readonly string[]): string =>
  command[command.indexOf('--role-arn') + 1] ?? ''

function stepsText(plan: RecoveryPlan, { page, words }: Writing): readonly string[] {
  const steps = plan.steps.flatMap(({ step, principal, command }, index) => {
    const says = fill(words.plan[step], { principal: nameIn(plan, principal) })
    const line = paragraph(`${index + 1}. ${says}`, page.width, 2)
    return command ? [line, page.paint.command(inShell(command, page, 5))] : [line]
  })
  return [page.paint.title(words.plan.steps), ...steps]
}

function targetText(plan: RecoveryPlan, { page, words, lang }: Writing): readonly string[] {
  const { paint, width } = page
  const { target, takenOut, madeAgain, lint, beforeSource } = plan
  const names = (template: string, list: readonly string[]) =>
    list.length === 0 ? [] : [paragraph(fill(template, { names: list.join(', ') }), width, 2)]
  const problems = lint.map((finding) => {
    const { says, instead } = lintText(finding, lang)
    const at =
      finding.line === undefined ? '' : fill(words.plan.lintMore, { line: String(finding.line) })
    const place = [at, finding.sid ?? ''].filter((part) => part !== '').join(' ')
    return paragraph(`${place === '' ? '' : `${place}: `}${says}. ${instead}`, width, 4)
  })
  return [
    paint.title(words.plan.target),
    paragraph(targetSays(target, words), width, 2),
    ...names(words.plan.takenOut, takenOut),
    ...names(words.plan.madeAgain, madeAgain),
    ...(problems.length === 0 ? [] : [paint.bad(`  ${words.plan.lint}`), ...problems]),
    ...(beforeSource.source === 'rebuilt'
      ? [paint.bad(paragraph(fill(words.plan.rebuilt, eventFacts(beforeSource)), width, 2))]
      : []),
    ...(plan.multiRegion
      ? [paragraph(fill(words.plan.multiRegion, { region: plan.where.region }), width, 2)]
      : []),
  ]
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

function diffText(diff: string, { paint }: Page): readonly string[] {
  return diff
    .trimEnd()
    .split('\n')
    .map((line) => {
      const text = `  ${line}`
      if (/^(---|\+\+\+|@@)/.test(line)) return paint.quiet(text)
      if (line.startsWith('-')) return paint.bad(text)
      return line.startsWith('+') ? paint.good(text) : text
    })
}

function accessOf({ access, where }: RecoveryPlan, { page, words }: Writing): readonly string[] {
  const lines = accessText(access, where.account, page)
  return lines.length === 0 ? [] : [page.paint.title(words.plan.access), ...lines]
}

function verdictText(plan: RecoveryPlan, { page, words }: Writing): readonly string[] {
  const { paint, width } = page
  const isPassed = plan.lockoutCheck === 'passed'
  const lockout = isPassed ? words.plan.lockoutPassed : words.plan.lockoutUnknown
  const facts = { as: nameIn(plan, plan.as), principal: nameIn(plan, plan.principal) }
  const line = (template: string, outcomes: readonly string[], style: (text: string) => string) => {
    const actions = plan.openings.filter(({ outcome }) => outcomes.includes(outcome))
    if (actions.length === 0) return []
    const listed = actions.map(({ action }) => action).join(', ')
    return [style(paragraph(fill(template, { ...facts, actions: listed }), width, 2))]
  }
  return [
    paragraph(fill(lockout, facts), width, 2),
    ...line(words.plan.letsIn, ['allow'], paint.good),
    ...line(words.plan.keepsOut, ['implicitDeny', 'explicitDeny'], paint.bad),
    ...line(words.plan.cannotTell, ['unknown'], paint.quiet),
  ]
}

const nameIn = ({ where }: RecoveryPlan, arn: string): string => shortNameIn(where.account, arn)

const inShell = (command: RecoveryPlan['command'], { width }: Page, indent = 2): string =>
  shellCommand(command, {}, width - indent).replaceAll(/^/gm, ' '.repeat(indent))
