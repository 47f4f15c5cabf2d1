// The lines of policies that decided, as the documents have them.

import { columnsOf } from '../../../base/columns.ts'
import type { StatementRef } from '../../../policy/index.ts'
import type { Diagnosis } from '../../diagnosis.ts'
import type { Quote, QuotedLine } from '../../quote.ts'
import type { Page } from '../page.ts'
import { fill } from '../words/words.ts'

/** `key policy, line 12, "Allow use of the key"`. */
export function placeText({ statement, sid, line, ...ref }: StatementRef, { own }: Page): string {
  const policy = policyText(ref.policy, own)
  const name = sid === undefined ? `Statement[${statement}]` : `"${sid}"`
  return line === undefined
    ? fill(own.atStatement, { policy, statement: name })
    : fill(own.atLine, { policy, statement: name, line: String(line) })
}

/** The engine's name of a policy, in the language of the page where it is made of words. */
function policyText(policy: string, own: Page['own']): string {
  if (policy === 'key policy') return own.keyPolicy
  const [, name, owner] = /^inline policy (.+) of (.+)$/.exec(policy) ?? []
  return name && owner ? fill(own.inlinePolicy, { name, owner }) : policy
}

/** Of the layer that decided; with everything, of all that were silent or denied. */
export function quotesText(diagnosis: Diagnosis, page: Page): readonly string[] {
  const quotes = quotesToTell(diagnosis, page)
  return quotes.flatMap((quote, index) => [...(index === 0 ? [] : ['']), ...quoteText(quote, page)])
}

/** Findings for which a statement of a policy is to blame: it is shown without being asked for. */
const ABOUT_A_STATEMENT =
  /deny$|condition|action-not-granted|ineffective|narrowed|resource-mismatch/

export function quotesToTell({ layers, path, causes }: Diagnosis, page: Page): readonly Quote[] {
  if (page.verbose) return layers.flatMap(({ quotes }) => quotes)
  const [cause = ''] = causes
  if (!ABOUT_A_STATEMENT.test(cause)) return []
  const deciding = path.find(({ decides }) => decides)?.layers ?? []
  const told = layers.filter(({ layer }) => deciding.includes(layer))
  return told.flatMap(({ quotes }) => quotes).slice(0, 1)
}

function quoteText(quote: Quote, page: Page): readonly string[] {
  const { own, paint } = page
  const { as, failed, lines } = quote
  const place = placeText({ sid: undefined, ...quote }, page)
  const title = as === 'decides' ? own.decidesTitle : own.nearestTitle
  const elements = failed.join(', ')
  const digits = String(lines.at(-1)?.line ?? '').length
  return [
    paint.title(fill(title, { place })),
    ...lines.map((line) => quotedLine(line, digits, page)),
    ...(elements === '' ? [] : [paint.quiet(`    ${fill(own.failed, { elements })}`)]),
  ]
}

function quotedLine({ line, text, marked }: QuotedLine, digits: number, page: Page): string {
  const { paint, width } = page
  const head = `${marked ? '>' : ' '} ${String(line).padStart(digits)} | `
  const whole = `  ${head}${cropped(text, width - head.length - 2)}`
  return marked ? paint.bad(whole) : whole
}

/** A line of a policy can be as long as the policy. */
function cropped(text: string, width: number): string {
  if (columnsOf(text) <= width) return text
  let kept = ''
  for (const character of text) {
    if (columnsOf(kept + character) > width - 3) break
    kept += character
  }
  return `${kept}...`
}
