// The check as a person reads it: policy by policy, what is wrong first, then who gains and loses.

import { paragraph } from '../../../base/columns.ts'
import type { CheckFinding } from '../../check/check-finding.ts'
import type { CheckedGrant } from '../../check/checked-grant.ts'
import type { CheckedPolicy, CheckReport } from '../../check/checked-policy.ts'
import { accessText } from '../access-text.ts'
import { pageOf, type Page, type TextOptions } from '../page.ts'
import { whereLine } from '../where-line.ts'
import { fill } from '../words/words.ts'
import { checkWordsFor, type CheckWords } from './words/words.ts'

export function renderCheckText(report: CheckReport, options: TextOptions): string {
  const page = pageOf(options)
  const words = checkWordsFor(options.lang)
  const { policies, grants, counts, unseen } = report
  if (policies.length + grants.length === 0) return words.none
  const facts = {
    policies: String(policies.length),
    grants: grants.length === 0 ? '' : fill(words.ofGrants, { grants: String(grants.length) }),
    errors: String(counts.error),
    warnings: String(counts.warning),
    notes: String(counts.note),
  }
  const sections = [
    headLines(report, words, page),
    ...policies.map((policy) => policyLines(policy, report, words, page)),
    ...grants.map((grant) => grantLines(grant, words, page)),
    unseen.map((one) => paragraph(fill(words.unseen, one), page.width, 0)),
    [page.paint.title(fill(words.total, facts))],
  ]
  const texts = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return texts.join('\n\n')
}

function headLines({ where, deployer }: CheckReport, words: CheckWords, page: Page) {
  const { quiet } = page.paint
  return [
    ...(where ? [whereLine(where, page)] : []),
    ...(deployer ? [quiet(fill(words.askedAs, { deployer: deployer.arn }))] : []),
    ...(!where && !deployer ? [quiet(paragraph(words.notAsked, page.width, 0))] : []),
  ]
}

function policyLines(
  policy: CheckedPolicy,
  { deployer }: CheckReport,
  words: CheckWords,
  page: Page,
): readonly string[] {
  const { file, line, address, findings, isDefault, lockout } = policy
  const { title, good, quiet } = page.paint
  const name = [address, `${file}:${line}`].filter((part) => part !== undefined).join('  ')
  const says = lockout === 'refused' || lockout === 'unknown' ? undefined : words.lockout[lockout]
  const facts = { deployer: deployer?.arn ?? '' }
  const paint = lockout === 'passes' ? good : quiet
  return [
    title(name),
    ...(isDefault ? [`  ${words.theDefault}`] : []),
    ...findings.flatMap((finding) => findingLines(finding, file, words, page)),
    ...(says === undefined ? [] : [paint(paragraph(fill(says, facts), page.width, 2))]),
    ...accessLines(policy, words, page),
  ]
}

function grantLines(grant: CheckedGrant, words: CheckWords, page: Page): readonly string[] {
  const { file, line, address, key, findings, access, account = '', constraint } = grant
  const { title, quiet } = page.paint
  const pairs = Object.entries(constraint?.pairs ?? {}).map(([name, value]) => `${name}=${value}`)
  const facts = { key: key ?? words.keyUnknown, pairs: pairs.join(', ') }
  return [
    title(`${address}  ${file}:${line}`),
    ...findings.flatMap((finding) => findingLines(finding, file, words, page)),
    ...(access.length === 0 ? [] : [paragraph(fill(words.grantAccess, facts), page.width, 2)]),
    ...accessText(access, account, page),
    ...(constraint ? [quiet(paragraph(fill(words[constraint.asks], facts), page.width, 4))] : []),
  ]
}

function findingLines(
  { id, severity, says, instead, line }: CheckFinding,
  file: string,
  words: CheckWords,
  { paint, width }: Page,
): readonly string[] {
  const label = `${words.severity[severity]}: `
  const text = paragraph(`${label}${says}`, width, 2)
  const colour = { error: paint.bad, warning: paint.title, note: paint.quiet }[severity]
  return [
    colour(text),
    ...(instead === undefined ? [] : [paragraph(fill(words.instead, { instead }), width, 4)]),
    paint.quiet(`    [${id}] ${file}:${line}`),
  ]
}

function accessLines(
  { access, against, account = '' }: CheckedPolicy,
  words: CheckWords,
  page: Page,
): readonly string[] {
  if (access === undefined || against === undefined) return []
  const facts = { against: words.access[against] }
  if (access.length === 0) return [page.paint.quiet(`  ${fill(words.access.none, facts)}`)]
  return [`  ${fill(words.access.title, facts)}`, ...accessText(access, account, page)]
}
