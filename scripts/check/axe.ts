// The long form of test/console/axe.test.ts: every page and everything that opens on it, by every
// rule, in each of these sights; `npm run check:axe`. Needs a browser and the console's pages,
// which `npm run build` makes.

import assert from 'node:assert/strict'
import { chromium } from 'playwright-core'
import { Axe } from '../../test/console/axe.ts'
import { CHROMIUM } from '../../test/console/chromium.ts'
import { openedPages } from '../../test/console/opened-pages.ts'
import { playedLab } from '../../test/console/played-lab.ts'
import { newSitting, signInAs, type Sight } from '../../test/console/sitting.ts'

const OWNER = '111122223333'
const SIGHTS: readonly (Sight & { readonly person: string })[] = [
  { person: OWNER },
  { person: OWNER, dark: true },
  { person: OWNER, locale: 'ja-JP' },
  { person: OWNER, width: 420 },
  { person: 'admin' },
  { person: 'admin', locale: 'ja-JP', width: 420, dark: true },
]

assert.ok(CHROMIUM, "Debian's chromium is not installed")
const lab = await playedLab()
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
const found: string[] = []
try {
  for (const { person, ...sight } of SIGHTS) {
    const { page, context } = await newSitting(browser, lab.site, sight)
    const axe = new Axe(page)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await axe.look('sign-in')
    await signInAs(page, person)
    let places = 0
    for await (const name of openedPages(page, lab)) {
      await axe.look(name)
      places += 1
    }
    console.log(`${person}, ${JSON.stringify(sight)}: ${places} places, ${axe.found.length} found`)
    found.push(...axe.found)
    await context.close()
  }
} finally {
  await browser.close()
  await lab.close()
}
assert.deepEqual(found, [])
