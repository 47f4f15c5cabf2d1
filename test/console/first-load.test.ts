// What the console asks of the wire before anything can be done with it.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { KiB } from '../../src/base/sizes.ts'
import { startWorld, type TestWorld } from '../fixtures/world.ts'
import { noBrowser, serveConsole, signInAs, sitDown, type TestConsole } from './browser.ts'
import { openPlace } from './opened-pages.ts'

let world: TestWorld
let site: TestConsole

before(async () => {
  if (noBrowser) return
  world = await startWorld()
  site = await serveConsole(world)
})
after(async () => {
  await site?.running.close()
  await world?.close()
})

/** Compressed, with everything up to the first list of keys. */
const FIRST_LOAD_BYTES_MAX = 500 * KiB

interface Loaded {
  readonly path: string
  readonly bytes: number
}

test('the first page takes less than 500 KB', { skip: noBrowser }, async () => {
  const { page } = await sitDown(site)
  await signInAs(page, '111122223333')
  await openPlace(page, '#/keys')
  const loaded = await loadedBy(page)
  const bytes = loaded.reduce((sum, one) => sum + one.bytes, 0)
  assert.ok(bytes > 100 * KiB, 'the browser tells what it loaded')
  assert.ok(bytes < FIRST_LOAD_BYTES_MAX, `${bytes} bytes: ${JSON.stringify(loaded)}`)
})

test('the editor comes with the page that has one', { skip: noBrowser }, async () => {
  const { page } = await sitDown(site)
  await signInAs(page, '111122223333')
  await openPlace(page, '#/keys')
  assert.doesNotMatch(await scriptsOf(page), /cm-editor|react-flow/)
  await openPlace(page, '#/athena')
  assert.match(await scriptsOf(page), /cm-editor/)
})

/** As the browser measured it, headers included. */
const loadedBy = (page: Page): Promise<readonly Loaded[]> =>
  page.evaluate<readonly Loaded[]>(`performance.getEntriesByType('resource')
    .concat(performance.getEntriesByType('navigation'))
    .map(({ name, transferSize }) => ({ path: new URL(name).pathname, bytes: transferSize }))`)

/** The texts of the scripts that the page has loaded. */
async function scriptsOf(page: Page): Promise<string> {
  const paths = (await loadedBy(page))
    .map(({ path }) => path)
    .filter((path) => path.endsWith('.js'))
  return page.evaluate<string>(
    `Promise.all(${JSON.stringify(paths)}.map((path) => fetch(path).then((one) => one.text())))
      .then((texts) => texts.join())`,
  )
}
