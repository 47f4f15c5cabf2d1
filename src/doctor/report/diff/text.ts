import { paragraph } from '../../../base/columns.ts'
import type { PolicyDiff } from '../../diff-policies.ts'
import { shortName } from '../../principals.ts'
import { accessText } from '../access-text.ts'
import { changedLines } from '../change-text.ts'
import { pageOf, type Page, type TextOptions } from '../page.ts'
import { whereLine } from '../where-line.ts'
import { fill } from '../words/words.ts'
import { diffWordsFor } from './words/words.ts'

/** What changed, who gains and loses, and the texts line by line. */
export function renderDiffText(diff: PolicyDiff, options: TextOptions): string {
  const page = pageOf(options)
  const words = diffWordsFor(options.lang)
  const { where, before, after, lines, patch } = diff
  const facts = { before: before.name, after: after.name }
  const { title } = page.paint
  const sections = [
    where ? [whereLine(where, page)] : [],
    lines.length === 0
      ? [fill(words.same, facts)]
      : [title(fill(words.title, facts)), ...changedLines(diff, page)],
    accessLines(diff, page, words),
    patch === '' ? [] : patchLines(patch, page),
  ]
  const texts = sections.filter((section) => section.length > 0)
  return texts.map((section) => section.join('\n')).join('\n\n')
}

function accessLines(
  { access, account, counted }: PolicyDiff,
  page: Page,
  words: ReturnType<typeof diffWordsFor>,
): readonly string[] {
  const names = counted.map(shortName).join(', ')
  const by = counted.length === 0 ? words.byPolicies : fill(words.byIam, { names })
  const note = page.paint.quiet(paragraph(by, page.width, 2))
  if (access.length === 0) return [words.sameAccess, note]
  return [page.paint.title(words.access), ...accessText(access, account, page), note]
}

function patchLines(patch: string, { paint }: Page): readonly string[] {
  const [, ...lines] = patch.trimEnd().split('\n')
  return lines.map((line) => {
    if (line.startsWith('+')) return paint.good(line)
    return line.startsWith('-') ? paint.bad(line) : line
  })
}
