// Who can put it right, and what to type.

import type { Diagnosis, SaidRemedy } from '../diagnosis.ts'
import { identityArnOf, shortNameIn } from '../principals.ts'
import { paragraph } from '../../base/columns.ts'
import { diffText } from './diagnosis/diff-text.ts'
import type { Page } from './page.ts'
import { assumeInShell, shellCommand } from './shell.ts'
import { fill } from './words/words.ts'

/** Each remedy once, with what it gives for all the actions asked about. */
export function remediesText(denied: readonly Diagnosis[], page: Page): readonly string[] {
  const told = mergedRemedies(denied)
  const [first] = denied
  if (first === undefined) return []
  return told.flatMap((remedy, index) => {
    const number = { number: String(index + 1), count: String(told.length) }
    const step = told.length > 1 ? [page.paint.title(fill(page.own.step, number))] : []
    const text =
      remedy.id === 'aws-support' ? supportText(first, page) : remedyText(remedy, first, page)
    return [...(index === 0 ? [] : ['']), ...step, ...text]
  })
}

export function mergedRemedies(denied: readonly Diagnosis[]): readonly SaidRemedy[] {
  const told = new Map<string, SaidRemedy>()
  for (const { remedies } of denied) {
    for (const remedy of remedies) {
      const key = JSON.stringify([remedy.id, remedy.by, remedy.commands, remedy.files])
      const gains = [...new Set([...(told.get(key)?.gains ?? []), ...remedy.gains])]
      told.set(key, { ...remedy, gains })
    }
  }
  return [...told.values()]
}

function supportText({ request: { key }, files }: Diagnosis, page: Page): readonly string[] {
  const {
    words: { report },
    own,
    paint: { title },
    width,
  } = page
  const path = files.find((file) => file.endsWith('.txt'))
  const prepared = path === undefined ? [] : [fill(own.supportText, { path })]
  const lines = [
    report.nobody,
    report.support,
    fill(report.supportCase, { key: key ?? '' }),
    ...prepared,
  ]
  return [title(report.whoCan), ...lines.map((line) => paragraph(line, width, 2))]
}

function remedyText(remedy: SaidRemedy, { request, where }: Diagnosis, page: Page) {
  const {
    words: { report },
    own,
    paint: { title },
    width,
  } = page
  const { id, by, changes, commands, becoming, files } = remedy
  const isInWords = commands.length + becoming.length === 0
  if (isInWords) {
    const documents = files.map((path) => fill(own.document, { path }))
    const lines = by.length === 0 ? [changes, ...documents] : documents
    return [
      title(report.whoCan),
      ...rescuerLines(remedy, request.principal, where.account, page),
      ...lines.map((line) => paragraph(line, width, 2)),
      ...diffLines(remedy, page),
      ...(by.length === 0 ? [] : effectLines(remedy, page)),
    ]
  }
  return [
    title(report.whoCan),
    ...rescuerLines(remedy, request.principal, where.account, page),
    '',
    title(report.whatToType),
    ...commandsOf(remedy, page),
    '',
    ...effectLines(remedy, page),
    ...(page.verbose || OF_A_PROPOSAL.has(id) ? diffLines(remedy, page) : []),
  ]
}

/** What somebody wrote is to be changed: which words, they must see. */
const OF_A_PROPOSAL: ReadonlySet<SaidRemedy['id']> = new Set([
  'add-account-statement',
  'correct-principals',
])

function effectLines({ id, changes, gains, loses, proved }: SaidRemedy, page: Page) {
  const {
    words: { report },
    paint: { good },
    width,
  } = page
  const about = [
    fill(report.whatChanges, { changes }),
    ...(gains.length > 0 ? [fill(report.gains, { gains: gathered(gains) })] : []),
    ...(loses.length > 0 ? [fill(report.loses, { loses: loses.join(', ') })] : []),
  ]
  const proof = paragraph(proofOf({ id, proved }, page), width, 2)
  return [...about.map((line) => paragraph(line, width, 2)), proved ? good(proof) : proof]
}

export function proofOf({ id, proved }: Pick<SaidRemedy, 'id' | 'proved'>, page: Page): string {
  const { report } = page.words
  const proven = OF_THE_KEY_POLICY.test(id) ? report.proved : report.provedInIam
  return proved ? proven : report.notProved
}

/** `user/admin kms:GetKeyPolicy` and its like, those who get the same in one. */
export function gathered(gains: readonly string[]): string {
  const actions = new Map<string, readonly string[]>()
  for (const gain of gains) {
    const at = gain.indexOf(' ')
    const [who, what] = at < 0 ? [gain, ''] : [gain.slice(0, at), gain.slice(at + 1)]
    actions.set(who, [...(actions.get(who) ?? []), what])
  }
  const names = new Map<string, readonly string[]>()
  for (const [who, list] of actions) {
    const what = list.filter((one) => one !== '').join(', ')
    names.set(what, [...(names.get(what) ?? []), who])
  }
  return [...names].map(([what, who]) => `${who.join(', ')} ${what}`.trim()).join('; ')
}

/** AWS checks these for a lockout. */
const OF_THE_KEY_POLICY =
  /^(restore-account-statement|widen-account-statement|lift-|complete-|name-|share-)/

function diffLines({ diff }: SaidRemedy, page: Page): readonly string[] {
  return diff === undefined
    ? []
    : ['', page.paint.title(page.own.diffTitle), ...diffText(diff, page)]
}

const rescuersMax = 3

function rescuerLines(
  remedy: SaidRemedy,
  principal: string,
  account: string,
  page: Page,
): readonly string[] {
  const { by } = remedy
  const shown = page.verbose ? by : by.slice(0, rescuersMax)
  const rest = by.length - shown.length
  const more = rest > 0 ? [`  ${fill(page.own.andOthers, { count: String(rest) })}`] : []
  const line = (arn: string, index: number): string =>
    rescuerLine(arn, howToBecome(arn, index, remedy, principal), account, page)
  return [...shown.map(line), ...more]
}

export type How = keyof Page['words']['becoming']

export function howToBecome(
  arn: string,
  index: number,
  { becoming }: SaidRemedy,
  principal: string,
): How {
  if (index === 0 && becoming.length > 0) {
    if (becoming.length === 1) return 'assume'
    return becoming.every((words) => words[1] === 'sts') ? 'chain' : 'reopen'
  }
  return arn === principal || arn === identityArnOf(principal) ? 'self' : 'other'
}

function rescuerLine(arn: string, how: How, account: string, { words, width }: Page): string {
  return paragraph(`${shortNameIn(account, arn)} (${words.becoming[how]})`, width, 2)
}

/** With the AWS CLI, in order: first to become one who can, then what it does. */
export function stepsInShell(
  { becoming, commands, environment = {} }: SaidRemedy,
  room: number,
): readonly string[] {
  return [
    ...becoming.map((words) =>
      words[1] === 'sts'
        ? assumeInShell(words, environment, room)
        : shellCommand(words, environment, room),
    ),
    ...commands.map((words) => shellCommand(words, becoming.length > 0 ? {} : environment, room)),
  ]
}

function commandsOf(remedy: SaidRemedy, page: Page): readonly string[] {
  const {
    words,
    paint: { command },
    width,
    verbose,
  } = page
  const { atOnce } = remedy
  const room = width - 2
  const whole = atOnce ? [shellCommand(atOnce, {}, room)] : []
  const steps = stepsInShell(remedy, room)
  const told = !atOnce ? steps : verbose ? [...whole, '', words.report.orAwsCli, ...steps] : whole
  const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '  ')
  return told.map((text) => command(indented(text)))
}
