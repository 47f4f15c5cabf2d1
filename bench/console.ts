// How long the console takes to stand there: from the signed-in page's address to the first list of
// keys, on a fresh stack, each time with an empty cache, beside a blank page of the same server.

import { chromium, type Browser, type Page } from 'playwright-core'
import { CHROMIUM } from '../test/console/chromium.ts'
import { serveConsole, type TestConsole } from '../test/console/serve-console.ts'
import { ACCOUNT, startWorld } from '../test/fixtures/world.ts'
import { machine } from './print.ts'
import { median, percentile } from './statistics.ts'

const rounds = process.argv.includes('--short') ? 5 : 20
const KiB = 1024
/** The smallest thing that the server sends: the browser shows it as a page. */
const BLANK = 'icon.svg'

const KINDS: readonly (readonly [string, RegExp])[] = [
  ['scripts', /\.js$/],
  ['styles', /\.css$/],
  ['fonts', /\.woff2$/],
  ['the page, its icon, and its answers', /(?<!\.js|\.css|\.woff2)$/],
  ['together', /^/],
]

if (CHROMIUM === undefined) throw new Error("Debian's chromium is not installed")
const world = await startWorld()
const site = await serveConsole(world)
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
try {
  await measure(browser, site)
} finally {
  await browser.close()
  await site.running.close()
  await world.close()
}

async function measure(browser: Browser, site: TestConsole): Promise<void> {
  const page = await signedIn(browser, site)
  const [blankMs, keysMs]: [number[], number[]] = [[], []]
  for (let round = 0; round <= rounds; round += 1) {
    const blank = await timed(page, () => page.goto(`${site.running.origin}/${BLANK}`))
    const keys = await timed(page, () => openKeys(page, site))
    // The first one warms the server.
    if (round === 0) continue
    blankMs.push(blank)
    keysMs.push(keys)
  }
  const loaded = await loadedBy(page)
  console.log(`${machine()}; ${rounds} rounds, an empty cache each; Chromium ${browser.version()}`)
  printTimes(blankMs, keysMs)
  printBytes(loaded)
}

async function signedIn(browser: Browser, { link }: TestConsole): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(link())
  await page.getByRole('button', { name: new RegExp(`\\b${ACCOUNT}\\b`) }).click()
  await page.getByRole('heading', { level: 1, name: 'Customer managed keys' }).waitFor()
  return page
}

/** Usable: the list has been answered, and its search field takes what is typed. */
async function openKeys(page: Page, { running }: TestConsole): Promise<void> {
  await page.goto(`${running.origin}/#/keys`)
  await page.getByRole('heading', { level: 1, name: 'Customer managed keys (0)' }).waitFor()
  await page.getByRole('searchbox').first().fill('payroll')
}

async function timed(page: Page, open: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.clearBrowserCache')
  await session.detach()
  const start = performance.now()
  await open()
  return performance.now() - start
}

interface Loaded {
  readonly path: string
  readonly wire: number
  readonly plain: number
}

/** As the browser measured it: on the wire with headers, and unpacked. */
function loadedBy(page: Page): Promise<readonly Loaded[]> {
  return page.evaluate(`performance.getEntriesByType('resource')
    .concat(performance.getEntriesByType('navigation'))
    .map(({ name, transferSize: wire, decodedBodySize: plain }) =>
      ({ path: new URL(name).pathname, wire, plain }))`)
}

function printTimes(blankMs: readonly number[], keysMs: readonly number[]): void {
  console.log('\n| first load | p50 ms | p90 ms | times blank |\n|---|---:|---:|---:|')
  const rows = [
    ['a blank page of the same server', blankMs],
    ['the list of keys, usable', keysMs],
  ] as const
  for (const [name, times] of rows) {
    const ratio = (median(times) / median(blankMs)).toFixed(1)
    const ms = `${median(times).toFixed(0)} | ${percentile(times, 90).toFixed(0)}`
    console.log(`| ${name} | ${ms} | ${ratio} |`)
  }
}

function printBytes(loaded: readonly Loaded[]): void {
  console.log('\n| loaded | files | KiB on the wire | KiB unpacked |\n|---|---:|---:|---:|')
  for (const [name, pattern] of KINDS) {
    const some = loaded.filter(({ path }) => pattern.test(path))
    const sum = (of: (one: Loaded) => number) =>
      (some.reduce((total, one) => total + of(one), 0) / KiB).toFixed(0)
    const [wire, plain] = [sum((one) => one.wire), sum((one) => one.plain)]
    console.log(`| ${name} | ${some.length} | ${wire} | ${plain} |`)
  }
}
