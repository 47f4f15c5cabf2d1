// A stack seeded with ten thousand keys: how long the seed takes, an audit, the question who can
// use one of them, and the console's table of keys; `npm run check:many-keys`, or fewer with
// KEYS=2000. Needs a browser and the console's pages, which `npm run build` makes.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { secondMs } from '../../src/base/sizes.ts'
import { startSparekey } from '../../src/index.ts'
import { sparekey } from '../../test/cli/sparekey.ts'
import { CHROMIUM } from '../../test/console/chromium.ts'
import { serveConsole } from '../../test/console/serve-console.ts'
import { manyKeys } from '../../test/seed/many-keys.ts'

const ACCOUNT = '111122223333'
const keys = Number(process.env.KEYS ?? 10_000)
const tooLong: string[] = []

/** What is waited for in the table, and the seconds that it may take. */
const ROWS = [
  ['first rows', 1],
  ['their details', 2],
  ['all rows', 30],
] as const

const folder = mkdtempSync(join(tmpdir(), 'sparekey-many-keys-'))
try {
  await check()
} finally {
  rmSync(folder, { recursive: true })
}
assert.deepEqual(tooLong, [])

async function check(): Promise<void> {
  const seed = join(folder, 'seed.json')
  const data = join(folder, 'data')
  writeFileSync(seed, JSON.stringify(manyKeys(ACCOUNT, keys)))
  const start = () => startSparekey({ seed, data, startMsMax: 300 * secondMs })
  const stack = await timed(`a start with a seed of ${keys} keys`, 60, start)
  try {
    await checkConsole({ endpoint: stack.endpoint, data })
    const place = ['--endpoint', stack.endpoint, '--profile', ACCOUNT]
    const command = async (...args: readonly string[]): Promise<void> => {
      const { code, stderr } = await sparekey([...args, ...place])
      assert.ok(code === 0 || code === 2, stderr)
    }
    await timed('sparekey audit', 180, () => command('audit'))
    await timed('sparekey who-can', 15, () => command('who-can', 'kms:Decrypt', 'alias/app-7'))
  } finally {
    await stack.stop()
  }
}

/** In the browser: from the address of a signed-in page, with an empty cache, to its rows. */
async function checkConsole(stack: { readonly endpoint: string; readonly data: string }) {
  assert.ok(CHROMIUM, "Debian's chromium is not installed")
  const site = await serveConsole(stack)
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  try {
    const page = await (await browser.newContext({ locale: 'en-US' })).newPage()
    await page.goto(site.link())
    await page.getByRole('button', { name: new RegExp(`\\b${ACCOUNT}\\b`) }).click()
    await page.getByRole('link', { name: '1234abcd-' }).first().waitFor()
    const address = `${site.running.origin}/#/keys`
    const rounds = [await openKeys(page, address), await openKeys(page, address)]
    rounds.push(await openKeys(page, address))
    // Whatever else the machine does only makes one later: the quickest tells of the console.
    for (const [what, secondsMax] of ROWS) {
      tell(`the console's keys, ${what}`, secondsMax, Math.min(...rounds.map((ms) => ms[what])))
    }
  } finally {
    await browser.close()
    await site.running.close()
  }
}

async function openKeys(page: Page, address: string) {
  await page.goto('about:blank')
  const session = await page.context().newCDPSession(page)
  await session.send('Network.clearBrowserCache')
  await session.detach()
  const openedMs = performance.now()
  await page.goto(address)
  await page.getByRole('link', { name: '1234abcd-' }).first().waitFor()
  const firstMs = performance.now() - openedMs
  await page.getByText('SYMMETRIC_DEFAULT').first().waitFor()
  const detailsMs = performance.now() - openedMs
  await page.getByRole('heading', { level: 1, name: `(${keys})` }).waitFor()
  const allMs = performance.now() - openedMs
  return { 'first rows': firstMs, 'their details': detailsMs, 'all rows': allMs }
}

async function timed<Made>(
  what: string,
  secondsMax: number,
  act: () => Promise<Made>,
): Promise<Made> {
  const startedMs = performance.now()
  const made = await act()
  tell(what, secondsMax, performance.now() - startedMs)
  return made
}

function tell(what: string, secondsMax: number, tookMs: number): void {
  const seconds = tookMs / secondMs
  console.log(`${what}: ${seconds.toFixed(2)} s, at most ${secondsMax} s`)
  if (seconds > secondsMax) tooLong.push(`${what}: ${seconds.toFixed(2)} s`)
}
