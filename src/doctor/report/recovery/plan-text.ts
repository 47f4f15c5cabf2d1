// The plan of a recovery, the answer first.

import { paragraph } from '../../../base/columns.ts'
import type { RecoveryPlan } from '../../recovery/plan.ts'
import { accessText } from '../access-text.ts'
import { diffText } from '../diagnosis/diff-text.ts'
import { pageOf, type Page, type TextOptions } from '../page.ts'
import { shellCommand } from '../shell.ts'
import { tellPlan, type ToldPlan } from '../told/tell-plan.ts'
import { whereLine } from '../where-line.ts'
import { recoveryWords, type RecoveryWords } from './words/words.ts'

interface Writing {
  readonly page: Page
  readonly words: RecoveryWords
}

/** What would be done, and what changes. */
export function renderPlanText(plan: RecoveryPlan, options: TextOptions): string {
  const writing = { page: pageOf(options), words: recoveryWords(options.lang) }
  const { page } = writing
  const told = tellPlan(plan, options)
  const { notNeeded } = told
  const parts = [
    [whereLine(plan.where, page)],
    earlierText(told, writing),
    ...(notNeeded === undefined
      ? changeParts(plan, told, writing)
      : [[paragraph(notNeeded, page.width, 0)]]),
  ]
  const texts = parts.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return texts.join('\n\n')
}

function changeParts(
  plan: RecoveryPlan,
  told: ToldPlan,
  writing: Writing,
): readonly (readonly string[])[] {
  const { page, words } = writing
  const { title, command } = page.paint
  const { opensTrust } = told
  const access = accessText(plan.access, plan.where.account, page)
  return [
    [title(told.title)],
    rescuersText(told, writing),
    stepsText(told, writing),
    targetText(told, writing),
    [title(words.plan.diff), ...diffText(plan.diff, page)],
    access.length === 0 ? [] : [title(words.plan.access), ...access],
    verdictText(told, writing),
    [
      ...(opensTrust === undefined ? [] : [paragraph(opensTrust, page.width, 0)]),
      words.plan.notApplied,
      command(inShell(plan.command, page)),
    ],
  ]
}

function earlierText({ earlier: [policy, trust] }: ToldPlan, { page }: Writing) {
  if (policy === undefined) return []
  const open = trust?.command
    ? [paragraph(trust.says, page.width, 0), page.paint.command(inShell(trust.command, page))]
    : []
  return [page.paint.bad(paragraph(policy.says, page.width, 0)), ...open]
}

function rescuersText({ rescuers }: ToldPlan, { page, words }: Writing): readonly string[] {
  const { paint, width } = page
  const lines = rescuers.flatMap(({ says, refused, commands }) => [
    paragraph(says, width, 2),
    ...(refused === undefined ? [] : [paint.quiet(paragraph(refused, width, 4))]),
    ...commands.map((one) => paint.command(inShell(one, page, 4))),
  ])
  return lines.length > 0 ? [paint.title(words.plan.rescuers), ...lines] : []
}

function stepsText({ steps }: ToldPlan, { page, words }: Writing): readonly string[] {
  const lines = steps.flatMap(({ says, command }, index) => {
    const line = paragraph(`${index + 1}. ${says}`, page.width, 2)
    return command ? [line, page.paint.command(inShell(command, page, 5))] : [line]
  })
  return [page.paint.title(words.plan.steps), ...lines]
}

function targetText(told: ToldPlan, { page, words }: Writing): readonly string[] {
  const { paint, width } = page
  const { target, problems, rebuilt, multiRegion } = told
  return [
    paint.title(words.plan.target),
    ...target.map((line) => paragraph(line, width, 2)),
    ...(problems.length === 0 ? [] : [paint.bad(`  ${words.plan.lint}`)]),
    ...problems.map((problem) => paragraph(problem, width, 4)),
    ...(rebuilt === undefined ? [] : [paint.bad(paragraph(rebuilt, width, 2))]),
    ...(multiRegion === undefined ? [] : [paragraph(multiRegion, width, 2)]),
  ]
}

function verdictText({ verdict }: ToldPlan, { page }: Writing): readonly string[] {
  const { paint, width } = page
  const plain = (text: string): string => text
  return verdict.map(({ mood, says }) =>
    (mood === 'plain' ? plain : paint[mood])(paragraph(says, width, 2)),
  )
}

const inShell = (command: RecoveryPlan['command'], { width }: Page, indent = 2): string =>
  shellCommand(command, {}, width - indent).replaceAll(/^/gm, ' '.repeat(indent))
