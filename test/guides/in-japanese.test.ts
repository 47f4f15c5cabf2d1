// A page that is there in both languages says the same in both: its headings, code, links and
// tables are held against each other, in their order.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'
import { filesOf, root } from '../tidy/tree.ts'
import { blocksOf } from './blocks.ts'

const japanese = filesOf().filter((path) => path.startsWith('docs/ja/') && path.endsWith('.md'))
const read = (page: string): string => readFileSync(join(root, page), 'utf8')

const proseOf = (page: string): string => read(page).replaceAll(/^```[^]*?^```$/gm, '')
const levelsOf = (page: string): readonly string[] =>
  [...proseOf(page).matchAll(/^(#+) /gm)].map(([, level = '']) => level)
const listItemsOf = (page: string): number => [...proseOf(page).matchAll(/^(-|\d+\.) /gm)].length

/** What stands in backticks is typed or printed, and the same in every language. */
function codeWordsOf(page: string): readonly string[] {
  const words = [...proseOf(page).matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)
  return [...new Set(words)].sort()
}

/** Where the links lead; a page that is there in Japanese counts as its original. */
function linksOf(page: string): readonly string[] {
  const links = [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)
  const within = links.map((link) =>
    link.startsWith('https:') ? link : normalize(join(dirname(page), link)),
  )
  const originals = within.map((link) =>
    link.replace(/^docs\/ja\//, 'docs/').replace('findings-ja', 'findings'),
  )
  return [...new Set(originals)].sort()
}

test('the pages that must be there in Japanese are', () => {
  assert.deepEqual(japanese, ['docs/ja/guides/recover.md', 'docs/ja/start.md'])
})

const codeOf = (page: string) => blocksOf(page).map(({ text }) => text)

test('README.ja.md and README.md are in step', () => {
  assert.deepEqual(codeOf('README.ja.md'), codeOf('README.md'))
  assert.deepEqual(levelsOf('README.ja.md'), levelsOf('README.md'))
})

for (const page of japanese) {
  const original = page.replace('docs/ja/', 'docs/')
  test(`${page} and ${original} are in step`, () => {
    assert.ok(existsSync(join(root, original)), original)
    assert.deepEqual(codeOf(page), codeOf(original))
    assert.deepEqual(levelsOf(page), levelsOf(original))
    assert.equal(listItemsOf(page), listItemsOf(original))
    assert.deepEqual(codeWordsOf(page), codeWordsOf(original))
  })
  test(`${page} leads where ${original} does, and each to the other`, () => {
    const [own, other] = [linksOf(page), linksOf(original)]
    assert.deepEqual(
      other.filter((link) => !own.includes(link) && link !== page),
      [],
    )
    const direct = (from: string): string => read(from).split('\n')[2] ?? ''
    assert.match(direct(page), /^\[English\]/)
    assert.match(direct(original), /^\[日本語\]/)
  })
}
