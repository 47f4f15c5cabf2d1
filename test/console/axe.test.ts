// What keeps somebody out who sees, hears or moves otherwise: axe's rules, on every page. Each page
// is opened twice: once with all that opens on it, light and then dark; and once in Japanese, on a
// telephone, by somebody who is denied everything. `npm run check:axe` walks every sight whole.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Axe } from './axe.ts'
import { noBrowser, signInAs, sitDown } from './browser.ts'
import { playedLab, type PlayedLab } from './played-lab.ts'
import { openedPages, pagesOf } from './opened-pages.ts'

let lab: PlayedLab
before(async () => {
  if (!noBrowser) lab = await playedLab()
})
after(() => lab?.close())

test('every page and what opens on it, light and dark', { skip: noBrowser }, async () => {
  const { page } = await sitDown(lab.site)
  const axe = new Axe(page)
  const look = async (name: string): Promise<void> => {
    await axe.look(name)
    await axe.lookInTheDark(name)
  }
  await page.getByRole('heading', { level: 1 }).waitFor()
  await look('sign-in')
  await signInAs(page, '111122223333')
  for await (const name of openedPages(page, lab)) await look(name)
  assert.deepEqual(axe.found, [])
})

test('in Japanese, on a telephone, denied everything', { skip: noBrowser }, async () => {
  const { page } = await sitDown(lab.site, { locale: 'ja-JP', width: 420 })
  const axe = new Axe(page)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await axe.look('sign-in')
  await signInAs(page, 'admin')
  for await (const name of pagesOf(page, lab)) await axe.look(name)
  assert.deepEqual(axe.found, [])
})
