// What keeps somebody out who sees, hears or moves otherwise: axe's rules, on every page, in both
// languages, light and dark.

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
  let found = await look(page)
  // Some attributes follow the layout, a frame or two later: a second look counts.
  if (found.length > 0) {
    await page.waitForTimeout(500)
    found = await look(page)
  }
  const fresh = found.filter((one) => !known.has(one))
  for (const one of fresh) known.add(one)
  return fresh.map((one) => `${name}: ${one.slice(0, 500)}`)
}

/** The design system's own, which nothing here can change. */
const NOT_OURS = /^aria-allowed-attr: <nav [^>]*awsui_mobile-toolbar-nav/

async function look(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>('axe.run()')
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${html} ${any.map(({ message }) => message).join()}`),
    )
    .filter((found) => !NOT_OURS.test(found))
}
