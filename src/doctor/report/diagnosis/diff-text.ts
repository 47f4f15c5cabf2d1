import type { Page } from '../page.ts'

/** A unified diff, indented; what goes and what comes in colour. */
export function diffText(diff: string, { paint }: Page): readonly string[] {
  const lines = diff.trimEnd().split('\n')
  return lines.map((line) => {
    const text = `  ${line}`
    if (/^(---|\+\+\+|@@)/.test(line)) return paint.quiet(text)
    if (line.startsWith('-')) return paint.bad(text)
    return line.startsWith('+') ? paint.good(text) : text
  })
}
