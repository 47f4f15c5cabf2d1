// Who can put it right, and what to type.

import type { Diagnosis, SaidRemedy } from '../diagnosis.ts'
import { identityArnOf } from '../principals.ts'
import { paragraph } from '../../base/columns.ts'
import type { Page } from './page.ts'
import { assumeInShell, shellCommand } from './shell.ts'
import { fill } from './words/words.ts'

/** Each remedy once, with what it gives for all the actions asked about. */
export function remediesText(denied: readonly Diagnosis[], page: Page): readonly string[] {
  const told = new Map<string, SaidRemedy>()
  for (const { remedies } of denied) {
    for (const remedy of remedies) {
      const key = JSON.stringify([remedy.id, remedy.by, remedy.commands])
      const gains = [...new Set([...(told.get(key)?.gains ?? []), ...remedy.gains])]
      told.set(key, { ...remedy, gains })
    }
  }
  const { principal = '', key } = denied[0]?.request ?? {}
  return [...told.values()].flatMap((remedy, index) => [
    ...(index === 0 ? [] : ['']),
    ...(remedy.id === 'aws-support'
      ? supportText(key ?? '', page)
      : remedyText(remedy, principal, page)),
  ])
}

function supportText(key: string, { words: { report }, paint: { title }, width }: Page) {
  const lines = [report.nobody, report.support, fill(report.supportCase, { key })]
  return [title(report.whoCan), ...lines.map((line) => paragraph(line, width, 2))]
}

function remedyText(remedy: SaidRemedy, principal: string, page: Page): readonly string[] {
  const {
    words: { report },
    paint: { title, good },
    width,
  } = page
  const { by, changes, lines = [], gains, loses, proved } = remedy
  const about = [
    fill(report.whatChanges, { changes }),
    ...(gains.length > 0 ? [fill(report.gains, { gains: gains.join(', ') })] : []),
    ...(loses.length > 0 ? [fill(report.loses, { loses: loses.join(', ') })] : []),
  ]
  const proven = remedy.id === 'allow-in-iam' ? report.provedInIam : report.proved
  const proof = paragraph(proved ? proven : report.notProved, width, 2)
  return [
    title(report.whoCan),
    ...by.map((arn, index) => rescuerLine(arn, index, remedy, principal, page)),
    '',
    title(report.whatToType),
    ...commandsOf(remedy, page),
    '',
    ...about.map((line) => paragraph(line, width, 2)),
    ...lines.map(({ sign, text }) => `    ${sign} ${text}`),
    proved ? good(proof) : proof,
  ]
}

function rescuerLine(
  arn: string,
  index: number,
  { becoming }: SaidRemedy,
  principal: string,
  { words, width }: Page,
): string {
  const isSelf = arn === principal || arn === identityArnOf(principal)
  const viaRole = becoming.length > 1 ? 'reopen' : 'assume'
  const how = index === 0 && becoming.length > 0 ? viaRole : isSelf ? 'self' : 'other'
  return paragraph(`${arn} (${words.becoming[how]})`, width, 2)
}

function commandsOf(remedy: SaidRemedy, { words, paint: { command }, width }: Page) {
  const { atOnce, becoming, commands, environment = {} } = remedy
  const room = width - 2
  const whole = atOnce ? [shellCommand(atOnce, {}, room), '', words.report.orAwsCli] : []
  const steps = [
    ...becoming.map((words) =>
      words[1] === 'sts'
        ? assumeInShell(words, environment, room)
        : shellCommand(words, environment, room),
    ),
    ...commands.map((words) => shellCommand(words, becoming.length > 0 ? {} : environment, room)),
  ]
  const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '  ')
  return [...whole, ...steps].map((text) => command(indented(text)))
}
