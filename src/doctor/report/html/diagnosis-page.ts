// The whole diagnosis as one page of HTML: for the incident's record, or for somebody who has no
// terminal. Every text of AWS's goes in escaped.

import { documentText } from '../../document-text.ts'
import { works, type Diagnosis, type SaidRemedy } from '../../diagnosis.ts'
import { shellLine } from '../../../base/shell-line.ts'
import type { CommandLine } from '../../command-line.ts'
import { sourceText } from '../diagnosis/basis-text.ts'
import { rungsOf } from '../diagnosis/path-text.ts'
import { placeText } from '../diagnosis/quote-text.ts'
import { verdictText } from '../findings-text.ts'
import { pageOf, type Page } from '../page.ts'
import { printable } from '../printable.ts'
import { mergedRemedies } from '../remedy-text.ts'
import { assumeInShell } from '../shell.ts'
import { whereLine } from '../where-line.ts'
import { fill, type Language } from '../words/words.ts'
import type { Quote } from '../../quote.ts'
import { htmlDocument } from './document.ts'
import { html, type Markup } from './html.ts'
import { sayEvidence } from '../../policy-names/say-policy-name.ts'

export function renderDiagnosisHtml(
  given: readonly Diagnosis[],
  { lang }: { readonly lang: Language },
): string {
  const page = pageOf({ lang, verbose: true, width: UNBROKEN })
  const diagnoses = printable(given)
  const [first] = diagnoses
  const title = fill(page.own.htmlTitle, { key: first?.request.asked ?? '' })
  return htmlDocument({ title, lang, body: first ? body(title, diagnoses, first, page) : html`` })
}

/** A browser breaks lines itself. */
const UNBROKEN = Number.MAX_SAFE_INTEGER

function body(
  title: string,
  diagnoses: readonly Diagnosis[],
  first: Diagnosis,
  page: Page,
): Markup {
  const denied = diagnoses.filter((diagnosis) => !works(diagnosis))
  const verdict = verdictText(diagnoses, page).filter((line) => line !== '')
  const mood = denied.length > 0 ? 'bad' : 'good'
  const shown = denied[0] ?? first
  return html`<h1>${title}</h1>
    <p class="quiet">${whereLine(first.where, page)}</p>
    ${verdict.map((line) => html`<p class="${mood}">${line.trim()}</p>`)}
    ${remediesSection(denied, page)} ${diagnoses.map((one) => pathSection(one, page))}
    ${findingsSection(diagnoses, page)} ${basisSection(shown, page)} ${unseenSection(denied, page)}`
}

function pathSection(diagnosis: Diagnosis, page: Page): Markup | undefined {
  const { own } = page
  const rungs = rungsOf(diagnosis, page)
  if (rungs.length === 0) return undefined
  const quotes = diagnosis.layers.flatMap((layer) => layer.quotes)
  return html`<h2>${fill(own.pathTitleOf, { action: diagnosis.request.action })}</h2>
    <table>
      ${rungs.map(
        ({ label, text, mark, decides, stops }) =>
          html`<tr${decides ? html` class="bad"` : undefined}>
            <td>${MARKS[mark]}</td>
            <th>${label}</th>
            <td>${text}${stops}</td>
          </tr>`,
      )}
    </table>
    <p>${own.results[diagnosis.outcome]}</p>
    ${quotes.map((quote) => quoteSection(quote, page))}`
}

const MARKS = { yes: '✓', no: '✗', unknown: '?', none: '-' } as const

function quoteSection(quote: Quote, page: Page): Markup {
  const { own } = page
  const place = placeText({ sid: undefined, ...quote }, page)
  const title = quote.as === 'decides' ? own.decidesTitle : own.nearestTitle
  const lines = quote.lines.map(({ line, text, marked }) => {
    const numbered = `${String(line).padStart(5)}  ${text}\n`
    return marked ? html`<span class="bad">${numbered}</span>` : html`${numbered}`
  })
  return html`<h3>${fill(title, { place })}</h3>
    <pre>${lines}</pre>
    ${
      quote.failed.length > 0
        ? html`<p class="quiet">${fill(own.failed, { elements: quote.failed.join(', ') })}</p>`
        : undefined
    }`
}

function remediesSection(denied: readonly Diagnosis[], page: Page): Markup | undefined {
  const remedies = mergedRemedies(denied)
  const [first] = denied
  if (first === undefined || remedies.length === 0) return undefined
  return html`<h2>${page.words.report.whoCan}</h2>
    ${remedies.map((remedy) =>
      remedy.id === 'aws-support' ? supportSection(first, page) : remedySection(remedy, page),
    )}`
}

function supportSection({ request: { key }, files }: Diagnosis, { words: { report }, own }: Page) {
  const lines = [report.nobody, report.support, fill(report.supportCase, { key: key ?? '' })]
  return html`${lines.map((line) => html`<p>${line}</p>`)} ${filesLine(files, own)}`
}

function remedySection(remedy: SaidRemedy, { words: { report }, own }: Page): Markup {
  const { by, changes, becoming, commands, gains, loses, proved, diff, files } = remedy
  const lines = [...becoming, ...commands].map(commandText)
  const list = (template: string, items: readonly string[], name: string) =>
    items.length > 0 ? html`<p>${fill(template, { [name]: items.join(', ') })}</p>` : undefined
  return html`<h3>${changes}</h3>
    ${by.length > 0 ? html`<p>${by.join(', ')}</p>` : undefined}
    ${lines.length > 0 ? html`<pre>${lines.join('\n')}</pre>` : undefined}
    ${list(report.gains, gains, 'gains')} ${list(report.loses, loses, 'loses')}
    ${by.length > 0 ? html`<p>${proved ? report.provedInIam : report.notProved}</p>` : undefined}
    ${diff ? html`<h4>${own.diffTitle}</h4><pre>${diffLines(diff)}</pre>` : undefined}
    ${filesLine(files, own)}`
}

function filesLine(files: readonly string[], { filesTitle }: Page['own']): Markup | undefined {
  if (files.length === 0) return undefined
  return html`<p class="quiet">${filesTitle}: ${files.join(', ')}</p>`
}

/** As whom: the credentials of an assumed role go into the shell's environment. */
function commandText(words: CommandLine): string {
  return words[1] === 'sts' ? assumeInShell(words, {}, UNBROKEN) : shellLine(words)
}

function diffLines(diff: string): readonly Markup[] {
  return diff.split('\n').map((line) => {
    const mood = /^(---|\+\+\+|@@)/.test(line) ? 'quiet' : MOODS[line.charAt(0)]
    return mood ? html`<span class="${mood}">${line}\n</span>` : html`${line}\n`
  })
}

const MOODS: Readonly<Record<string, string>> = { '-': 'bad', '+': 'good' }

function findingsSection(
  diagnoses: readonly Diagnosis[],
  { own, words }: Page,
): Markup | undefined {
  const seen = (lines: readonly string[]): string =>
    lines.map((line) => sayEvidence(line, words.policyNames)).join('; ')
  const rows = diagnoses.flatMap(({ request, findings }) =>
    findings.map(
      ({ id, verdict, says, evidence }) =>
        html`<tr>
          <td><code>${id}</code><br />${own.verdicts[verdict]}<br />${request.action}</td>
          <td>${says}</td>
          <td class="quiet">${seen(evidence)}</td>
        </tr>`,
    ),
  )
  if (rows.length === 0) return undefined
  const heads = [own.findingTitle, own.saysTitle, own.evidenceTitle]
  return html`<h2>${own.findingTitle}</h2>
    <table>
      <tr>
        ${heads.map((head) => html`<th>${head}</th>`)}
      </tr>
      ${rows}
    </table>`
}

function basisSection(diagnosis: Diagnosis, page: Page): Markup | undefined {
  const { keyPolicy, sentence } = diagnosis
  const { own, words } = page
  if (diagnosis.path.length === 0) return undefined
  return html`<h2>${own.basisTitle}</h2>
    <p>${own.keyPolicy}: ${sourceText(diagnosis, page)}</p>
    ${sentence ? html`<p>${words.report.awsSays}: ${sentence}</p>` : undefined}
    ${
      keyPolicy.policy
        ? html`<h3>${own.policyTitle}</h3>
          <pre>${numbered(documentText(keyPolicy.policy))}</pre>`
        : undefined
    }`
}

const numbered = (text: string): string =>
  text
    .split('\n')
    .map((line, index) => `${String(index + 1).padStart(5)}  ${line}`)
    .join('\n')

function unseenSection(denied: readonly Diagnosis[], { words: { report } }: Page) {
  const rows = new Map(
    denied.flatMap(({ unseen }) =>
      unseen.map(({ permission, question }) => [permission, question] as const),
    ),
  )
  if (rows.size === 0) return undefined
  const cells = [...rows].map(
    ([permission, question]) =>
      html`<tr>
        <td><code>${permission}</code></td>
        <td>${question}</td>
      </tr>`,
  )
  return html`<h2>${report.unseen}</h2>
    <table>
      ${cells}
    </table>`
}
