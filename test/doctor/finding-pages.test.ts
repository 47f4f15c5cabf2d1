// Every finding has its page, and every page its finding.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { FINDING_IDS } from '../../src/doctor/index.ts'

const folder = new URL('../../docs/reference/findings/', import.meta.url)

test('every finding id has a page, and every page is about a finding id', () => {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => path.slice(0, -'.md'.length))
  assert.deepEqual(pages.toSorted(), [...FINDING_IDS].toSorted())
})

for (const id of FINDING_IDS) {
  test(`the page of ${id} names it, says what to do, and leads to AWS`, () => {
    const page = readFileSync(new URL(`${id}.md`, folder), 'utf8')
    assert.match(page, new RegExp(`^\`${id}\`$`, 'm'))
    assert.match(page, /^## What to do$/m)
    assert.match(page, /^AWS: <https:\/\/[a-z.]*(aws|amazon)[a-z.]*\//m)
  })
}
