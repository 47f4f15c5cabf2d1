// The plan of a recovery, the answer first.

import { paragraph } from '../../../base/columns.ts'
import type { RecoveryPlan } from '../../recovery/plan.ts'
import { environmentOf } from '../../command-line.ts'
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
  readonly where: RecoveryPlan['where']
}

/** What would be done, and what changes. */
export function renderPlanText(plan: RecoveryPlan, options: TextOptions): string {
  const page = pageOf(options)
  const writing = { page, words: recoveryWords(options.lang), where: plan.where }
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

function earlierText({ earlier: [policy, trust] }: ToldPlan, writing: Writing) {
  const { page } = writing
  if (policy === undefined) return []
  const open = trust?.command
    ? [paragraph(trust.says, page.width, 0), page.paint.command(awsInShell(trust.command, writing))]
    : []
  return [page.paint.bad(paragraph(policy.says, page.width, 0)), ...open]
}

function rescuersText({ rescuers }: ToldPlan, writing: Writing): readonly string[] {
  const { page, words } = writing
  const { paint, width } = page
  const lines = rescuers.flatMap(({ says, refused, commands }) => [
    paragraph(says, width, 2),
    ...(refused === undefined ? [] : [paint.quiet(paragraph(refused, width, 4))]),
    ...commands.map((one) => paint.command(awsInShell(one, writing, 4))),
  ])
  return lines.length > 0 ? [paint.title(words.plan.rescuers), ...lines] : []
}

function stepsText({ steps }: ToldPlan, writing: Writing): readonly string[] {
  const { page, words } = writing
  const lines = steps.flatMap(({ says, command }, index) => {
    const line = paragraph(`${index + 1}. ${says}`, page.width, 2)
    return command ? [line, page.paint.command(awsInShell(command, writing, 5))] : [line]
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

const inShell = (command: RecoveryPlan['command'], { width }: Page): string =>
  indented(shellCommand(command, {}, width - 2), 2)

/** Sparekey finds the profiles of a stack by itself; the AWS CLI is told where they are. */
const awsInShell = (
  command: RecoveryPlan['command'],
  { page: { width }, where }: Writing,
  indent = 2,
): string => indented(shellCommand(command, environmentOf(where), width - indent), indent)

const indented = (text: string, columns: number): string =>
  text.replaceAll(/^/gm, ' '.repeat(columns))
