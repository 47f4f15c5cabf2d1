import { shortNameIn } from '../../principals.ts'
import type { Access } from '../../../policy/index.ts'
import type { Audit, AuditedKey } from '../../audit/audit.ts'
import type { AuditFinding } from '../../audit/rule.ts'
import { shellLine } from '../../../base/shell-line.ts'
import { gotOf } from '../../evidence/answer.ts'
import { htmlDocument } from '../html/document.ts'
import { html, type Markup } from '../html/html.ts'
import { fill, type Language } from '../words/words.ts'
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

interface Paper {
  readonly audited: Audit
  readonly words: AuditWords
}

/** One page that stands alone, to be handed on. */
export function renderAuditHtml(audited: Audit, lang: Language): string {
  const words = auditWords(lang)
  const paper = { audited, words }
  const { where, now, regions } = audited
  const title = fill(words.title, { account: where.account })
  const made = fill(words.made, { date: now.toISOString().slice(0, 16).replace('T', ' ') })
  const names = regions.map(({ region }) => region).join(', ')
  const left = String(notReached(audited))
  const body = html`<h1>${title}</h1>
    <p class="quiet">${words.region}: ${names} · ${where.endpoint ?? 'AWS'} · ${made} (UTC)</p>
    ${audited.partial ? html`<p class="bad">${fill(words.partial, { left })}</p>` : undefined}
    <p><strong>${summaryOf(audited, words)}</strong></p>
    ${audited.keys.length === 0 ? undefined : table(paper)} ${people(paper)} ${footer(paper)}`
  return htmlDocument({ title, lang, body })
}

function table({ audited, words }: Paper): Markup {
  const { severity, key, findings } = words.columns
  return html`<table>
    <thead>
      <tr>
        <th>${severity}</th>
        <th>${key}</th>
        <th>${findings}</th>
        <th>${words.administrators}</th>
      </tr>
    </thead>
    <tbody>
      ${audited.keys.map((one) => row(one, { audited, words }))}
    </tbody>
  </table>`
}

function row(one: AuditedKey, paper: Paper): Markup {
  const { words, audited } = paper
  const [worst] = one.findings
  const { key, facts } = one
  const note = policyNote(one, words)
  const state = gotOf(key.metadata)?.state ?? '?'
  const name = worst ? words.severities[worst.severity] : words.fine
  return html`<tr>
    <td class="${tone(worst)}"><strong>${name}</strong></td>
    <td>
      ${keyName(one)}<br /><code>${key.id}</code>
      <div class="quiet">${key.region} · ${state}${note === undefined ? '' : ` · ${note}`}</div>
    </td>
    <td>${one.findings.map((finding) => findingMarkup(finding, paper))}</td>
    <td>${administrators(facts.known?.administrators, audited.where.account, words)}</td>
  </tr>`
}

function tone(worst: AuditFinding | undefined): string {
  if (!worst) return 'good'
  return worst.severity === 'critical' || worst.severity === 'high' ? 'bad' : ''
}

function findingMarkup(finding: AuditFinding, { audited, words }: Paper): Markup {
  return html`<p>
    <strong>${words.severities[finding.severity]}</strong> ${sayFinding(finding, words)}
    <span class="quiet">${finding.rule}</span><br />
    ${words.next}: <code>${shellLine(nextCommand(finding, audited))}</code>
  </p>`
}

/** More would make the page unreadable, and `who-can` lists them all. */
const namesShown = 8

function administrators(
  accesses: readonly Access[] | undefined,
  account: string,
  words: AuditWords,
): Markup | string {
  if (!accesses) return '?'
  if (accesses.length === 0) return words.nobody
  const shown = accesses.slice(0, namesShown).map(({ principal, verdict }) => {
    const mark = verdict === 'conditional' ? ` (${words.conditional})` : ''
    return html`<div>${shortNameIn(account, principal)}${mark}</div>`
  })
  const more = accesses.length - shown.length
  return html`${shown}${more > 0 ? html`<div class="quiet">+${more}</div>` : undefined}`
}

function people({ audited, words }: Paper): Markup | undefined {
  if (audited.accountFindings.length === 0) return undefined
  const items = audited.accountFindings.map((one) => findingMarkup(one, { audited, words }))
  return html`<h2>${words.people}</h2>
    ${items}`
}

function footer({ audited, words }: Paper): Markup {
  const names = audited.awsManaged.map(({ aliases, id }) => aliases[0] ?? id).join(', ')
  const permissions = audited.unseen.map(({ by }) => by).join(', ')
  const lines = [
    ...(names === '' ? [] : [fill(words.awsManaged, { names })]),
    ...(permissions === '' ? [] : [fill(words.unseen, { permissions })]),
    ...notAsked(audited.account, words),
  ]
  return html`<footer class="quiet">${lines.map((line) => html`<p>${line}</p>`)}</footer>`
}
