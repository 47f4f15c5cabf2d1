// The code blocks of the pages that people read from top to bottom.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesOf, root } from '../tidy/tree.ts'

export interface Block {
  readonly page: string
  readonly line: number
  /** As it stands behind the backticks; mostly empty for commands. */
  readonly language: string
  readonly text: string
}

const READ = /^(README(\.ja)?\.md|docs\/(start\.md|ja\/.*\.md|(guides|concepts)\/[^/]*\.md))$/

export const pages: readonly string[] = filesOf().filter((path) => READ.test(path))

export function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(join(root, page), 'utf8')
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map((match) => {
    const [, language = '', inside = ''] = match
    const line = text.slice(0, match.index).split('\n').length
    return { page, line, language, text: inside }
  })
}
