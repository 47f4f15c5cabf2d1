// Every finding has its page, and every page its finding.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { columnsOf } from '../../src/base/columns.ts'
import { explainFinding, FINDING_IDS } from '../../src/doctor/index.ts'

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

for (const id of FINDING_IDS) {
  test(`the Japanese page of ${id} has the same parts, and leads to the same place`, () => {
    const japanese = new URL(`../findings-ja/${id}.md`, folder)
    const [own, english] = [japanese, new URL(`${id}.md`, folder)].map((file) =>
      readFileSync(file, 'utf8'),
    )
    assert.ok(own && english)
    assert.match(own, /^# .*[ぁ-んァ-ヶ一-龠]/)
    assert.match(own, new RegExp(`^\`${id}\`$`, 'm'))
    assert.match(own, /^## 対処$/m)
    const place = /^AWS: .*$/m
    assert.deepEqual(place.exec(own)?.[0], place.exec(english)?.[0])
  })
}

test('a finding is explained from its page, in both languages', () => {
  for (const id of FINDING_IDS) {
    const english = explainFinding(id, { lang: 'en' }) ?? ''
    const japanese = explainFinding(id, { lang: 'ja' }) ?? ''
    assert.match(english, /^What to do$/m)
    assert.match(japanese, /^対処$/m)
    for (const text of [english, japanese]) {
      assert.ok(text.includes(id))
      const wide = text.split('\n').filter((line) => columnsOf(line) > 82 && !/https:/.test(line))
      assert.deepEqual(wide, [])
    }
  }
  assert.equal(explainFinding('key-policy/nothing', { lang: 'en' }), undefined)
  assert.equal(explainFinding('../findings/key/disabled', { lang: 'en' }), undefined)
})
