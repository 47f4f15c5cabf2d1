import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const src = fileURLToPath(new URL('../../src/', import.meta.url))
const MARK = 'UNLIKE AWS:'

/** Rows of a table: every place below these folders of `src` that differs from AWS on purpose. */
export function differenceRows(...folders: readonly string[]): readonly string[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && folders.some((folder) => path.startsWith(folder)))
    .toSorted()
    .flatMap((path) => rowsOf(path))
}

function rowsOf(path: string): readonly string[] {
  const lines = readFileSync(`${src}${path}`, 'utf8').split('\n')
  return lines.flatMap((line, index) => {
    if (!line.includes(MARK)) return []
    const text = commentFrom(lines, index).replaceAll('|', '\\|')
    return [`| ${text} | [\`${path}\`](../../src/${path}) |`]
  })
}

/** The comment from the mark to its end, or to the first line that is no comment. */
function commentFrom(lines: readonly string[], start: number): string {
  const text: string[] = []
  for (const line of lines.slice(start)) {
    const words = line.replace(/\s*\*\/\s*$/, '')
    const comment = /^\s*(?:\/\/|\/\*\*?|\*)\s?(.*)$/.exec(words)?.[1] ?? trailing(words)
    if (comment === undefined) break
    text.push(comment)
    if (line.includes('*/')) break
  }
  const [paragraph = ''] = text.join('\n').split(/\n\s*\n/)
  const sentence = paragraph.slice(paragraph.indexOf(MARK) + MARK.length).trim()
  const oneLine = sentence.replaceAll(/\s+/g, ' ')
  return oneLine.charAt(0).toUpperCase() + oneLine.slice(1)
}

const trailing = (line: string): string | undefined => /\/\/ (UNLIKE AWS:.*)$/.exec(line)?.[1]
