// What keeps somebody out who sees, hears or moves otherwise: axe's rules, on every page and dialog,
// in both languages, light and dark.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { AxeResults } from 'axe-core'
import { noBrowser, signInAs, sitDown } from './browser.ts'
import { playedLab, type PlayedLab } from './played-lab.ts'
import { openedPages } from './opened-pages.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let lab: PlayedLab
before(async () => {
  if (!noBrowser) lab = await playedLab()
})
after(() => lab?.close())

const SIGHTS = [
  { locale: 'en-US', person: '111122223333' },
  { locale: 'ja-JP', person: '111122223333', dark: true },
  // Who is denied everything, on a telephone.
  { locale: 'en-US', person: 'admin', width: 420 },
] as const

for (const { person, ...sight } of SIGHTS) {
  test(`${person}, ${JSON.stringify(sight)}`, { skip: noBrowser }, async () => {
    const { page } = await sitDown(lab.site, sight)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const known = new Set<string>()
    const found = await violationsOf(page, 'sign-in', known)
    await signInAs(page, person)
    for await (const name of openedPages(page, lab)) {
      found.push(...(await violationsOf(page, name, known)))
    }
    assert.deepEqual(found, [])
  })
}

/** The serious ones, each with what it was found on; once for all pages that have it. */
async function violationsOf(page: Page, name: string, known: Set<string>): Promise<string[]> {
  // Through the debugger: the console's own policy lets no script in.
  await page.evaluate(AXE)
  const { violations } = await page.evaluate<AxeResults>('axe.run()')
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${html} ${any.map(({ message }) => message).join()}`),
    )
    .filter((found) => !known.has(found) && known.add(found))
    .map((found) => `${name}: ${found.slice(0, 500)}`)
}
