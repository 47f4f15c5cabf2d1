// Every code block of the pages is run by a test, or says why it cannot be.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../tidy/tree.ts'
import { blocksOf, pages } from './blocks.ts'
import { COVERED, played } from './covered.ts'

test('every page with code blocks has its lines, and no other page has', () => {
  const withBlocks = pages.filter((page) => blocksOf(page).length > 0)
  assert.deepEqual(Object.keys(COVERED).sort(), [...withBlocks].sort())
})

for (const [page, covers] of Object.entries(COVERED)) {
  test(`every code block of ${page} is run, or says why it cannot be`, () => {
    const blocks = blocksOf(page)
    const starts = blocks.map(({ line, text }) => `${line}: ${text.split('\n')[0]}`)
    assert.equal(covers.length, blocks.length, starts.join('\n'))
    for (const cover of covers) {
      if (cover === played) continue
      if ('never' in cover) assert.match(cover.never, /\w+ \w+/)
      else requireTest(cover.by, cover.where)
    }
  })
}

function requireTest(file: string, where: string): void {
  const path = join(root, file)
  assert.ok(existsSync(path), `${file} is not there`)
  assert.ok(readFileSync(path, 'utf8').includes(where), `${file} does not have: ${where}`)
}
