// The page of a finding, as it lies in the package, for a terminal.

import { existsSync, readFileSync } from 'node:fs'
import { paragraph } from '../../base/columns.ts'
import { FINDING_IDS } from '../finding.ts'
import { pageOf, type Page, type TextOptions } from './page.ts'

/** Undefined: there is no such finding. */
export function explainFinding(id: string, options: TextOptions): string | undefined {
  if (!FINDING_IDS.some((known) => known === id)) return undefined
  const page = pageOf(options)
  const text = readFileSync(pageFile(id, options.lang), 'utf8')
  const blocks = text.trim().split(/\n{2,}/)
  return blocks.map((block) => blockText(block, page)).join('\n\n')
}

const FOLDERS = { en: 'findings', ja: 'findings-ja' } as const

/** The folder of the sources and that of the built package are equally deep. */
function pageFile(id: string, lang: TextOptions['lang']): URL {
  const fileIn = (folder: string): URL =>
    new URL(`../../../docs/reference/${folder}/${id}.md`, import.meta.url)
  const own = fileIn(FOLDERS[lang])
  return existsSync(own) ? own : fileIn(FOLDERS.en)
}

/** As much of Markdown as the pages use. */
function blockText(block: string, { paint, width }: Page): string {
  if (block.startsWith('#')) return paint.title(block.replace(/^#+ /, ''))
  if (block.startsWith('```')) {
    const code = block.split('\n').slice(1, -1)
    return code.map((line) => paint.command(`  ${line}`)).join('\n')
  }
  const lines = block.split(/\n(?=- )/)
  return lines.map((line) => paragraph(plain(line), width, 2)).join('\n')
}

/** Addresses without their brackets; a link is its words. */
const plain = (line: string): string =>
  line
    .replaceAll('\n', ' ')
    .replaceAll(/<(https?:[^>]+)>/g, '$1')
    .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1')
