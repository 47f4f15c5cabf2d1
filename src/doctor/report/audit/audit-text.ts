import { paragraph } from '../../../base/columns.ts'
import type { Audit, AuditedKey } from '../../audit/audit.ts'
import type { AuditFinding } from '../../audit/rule.ts'
import { pageOf, type Page, type TextOptions } from '../page.ts'
import { printable } from '../printable.ts'
import { shellCommand } from '../shell.ts'
import { tableText, type Cell } from '../table.ts'
import { whereLine } from '../where-line.ts'
import { fill } from '../words/words.ts'
import {
  keyName,
  nextCommand,
  notAsked,
  notReached,
  policyNote,
  sayFinding,
  summaryOf,
} from './said.ts'
import { auditWords, type AuditWords } from './words/words.ts'
import { sayEvidence } from '../../policy-names/say-policy-name.ts'

export interface AuditTextOptions extends TextOptions {
  /** Details of notes as well. */
  readonly verbose?: boolean
}

interface Paper extends Page {
  readonly audited: Audit
  readonly audit: AuditWords
  readonly verbose: boolean
}

/** A row for every key, the worst first; then each finding with the command that comes next. */
export function renderAuditText(audited: Audit, options: AuditTextOptions): string {
  const audit = auditWords(options.lang)
  const paper = { ...pageOf(options), audited, audit, verbose: options.verbose ?? false }
  const { paint, width } = paper
  const { title, bad } = paint
  const unlisted = audited.regions
    .filter(({ listed }) => !listed)
    .map(({ region }) => bad(paragraph(fill(audit.notListed, { region }), width, 0)))
  const left = { left: String(notReached(audited)) }
  const parts = [
    [whereLine(audited.where, paper)],
    audited.partial ? [bad(paragraph(fill(audit.partial, left), width, 0))] : [],
    [title(paragraph(summaryOf(audited, audit), width, 0)), ...unlisted],
    audited.keys.length === 0 ? [] : [table(paper)],
    people(paper),
    details(paper),
    footer(paper),
  ]
  const texts = parts.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return texts.join('\n\n')
}

/** Of a key id, which is the longest that stands in it. */
const keyColumn = 36
const severityColumn = 8

function table(paper: Paper): string {
  const { audit, audited, paint, width } = paper
  const { severity, key, findings } = audit.columns
  const head = [severity, key, findings].map((text) => ({ text, paint: paint.quiet }))
  const rows = audited.keys.map((one) => rowOf(one, paper))
  return tableText([head, ...rows], [severityColumn, keyColumn], width)
}

function rowOf(one: AuditedKey, { audit, audited, paint }: Paper): readonly Cell[] {
  const [worst] = one.findings
  const isBad = worst?.severity === 'critical' || worst?.severity === 'high'
  const { key } = one
  const where = audited.regions.length > 1 ? [key.region] : []
  const titles = one.findings.map(({ rule }) => audit.rules[rule].title)
  const note = policyNote(one, audit)
  return [
    {
      text: worst ? audit.severities[worst.severity] : audit.fine,
      paint: worst ? (isBad ? paint.bad : plain) : paint.good,
    },
    { text: linesOf([...key.aliases.slice(0, 1), key.id, ...where]) },
    { text: linesOf([...titles, ...(note === undefined ? [] : [`(${note})`])]) },
  ]
}

const linesOf = (texts: readonly string[]): string => texts.map(printable).join('\n')

const plain = (text: string): string => text

function details(paper: Paper): readonly string[] {
  const { audited, audit, paint, verbose } = paper
  const blocks = audited.keys.flatMap((one) => {
    const shown = one.findings.filter(({ severity }) => verbose || severity !== 'note')
    if (shown.length === 0) return []
    return ['', paint.title(printable(keyName(one))), ...shown.map((it) => detail(it, paper))]
  })
  return blocks.length === 0 ? [] : [paint.title(audit.details), ...blocks]
}

function detail(
  finding: AuditFinding,
  { audit, audited, words, paint, width, verbose }: Paper,
): string {
  const says = `${audit.severities[finding.severity]}  ${printable(sayFinding(finding, audit))}`
  const command = shellCommand(nextCommand(finding, audited), {}, width - 4)
  const shown = finding.evidence.map((line) => printable(sayEvidence(line, words.policyNames)))
  const evidence = verbose ? [finding.rule, ...shown] : []
  return [
    paragraph(says, width, 2),
    ...evidence.map((line) => paint.quiet(paragraph(line, width, 4))),
    paint.command(command.replaceAll(/^/gm, '    ')),
  ].join('\n')
}

function people(paper: Paper): readonly string[] {
  const { audited, audit, paint } = paper
  if (audited.accountFindings.length === 0) return []
  return [paint.title(audit.people), ...audited.accountFindings.map((one) => detail(one, paper))]
}

function footer({ audited, audit, paint, width }: Paper): readonly string[] {
  const names = audited.awsManaged.map(({ aliases, id }) => aliases[0] ?? id)
  const managed = fill(audit.awsManaged, { names: printable(names.join(', ')) })
  const permissions = audited.unseen.map(({ by }) => by).join(', ')
  return [
    ...(names.length === 0 ? [] : [managed]),
    ...(permissions === '' ? [] : [fill(audit.unseen, { permissions })]),
    ...notAsked(audited.account, audit),
  ].map((text) => paint.quiet(paragraph(text, width, 0)))
}
