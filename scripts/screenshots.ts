// `npm run screenshots`: the pictures of the console in docs/images, of a stack of its own on which
// the rehearsals were played. The pages must have been built. `-- event.png` takes that one only.

import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { CloudTrailClient, StartLoggingCommand } from '@aws-sdk/client-cloudtrail'
import { chromium, type Browser, type Page } from 'playwright-core'
import { KiB } from '../src/base/sizes.ts'
import { consoleCloudTrailTable } from '../src/doctor/athena/cloudtrail-table.ts'
import { STORIES } from '../src/lab/stories.ts'
import { execute } from '../test/athena/fixture.ts'
import { CHROMIUM } from '../test/console/chromium.ts'
import { openPlace, settled } from '../test/console/opened-pages.ts'
import { playedLab, type PlayedLab } from '../test/console/played-lab.ts'
import { advance } from '../test/fixtures/clock.ts'
import { ACCOUNT, type TestWorld } from '../test/fixtures/world.ts'
import { createTrail, startTrailWorld } from '../test/operations/cloudtrail/fixture.ts'
import { PICTURES, type Picture } from './screenshots/pictures.ts'

const MAIN = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))
const FOLDER = fileURLToPath(new URL('../docs/images/', import.meta.url))
const BYTES_MAX = 150 * KiB
const WIDTH = 1280
const HEIGHTS = [800, 720, 640, 560]

// Coloured edges of letters look wrong on other screens, and take a third more bytes.
const FLAGS = ['--no-sandbox', '--disable-lcd-text']

const wanted = process.argv.slice(2)
if (CHROMIUM === undefined) throw new Error("Debian's chromium is not installed")
const lab = await playedLab(recordedWorld)
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
try {
  await prepare(lab)
  for (const picture of PICTURES) {
    if (wanted.length === 0 || wanted.includes(picture.file)) await take(picture)
  }
} finally {
  await browser.close()
  await lab.close()
}

/** With a trail from the beginning, for Athena. */
async function recordedWorld(): Promise<TestWorld> {
  const world = await startTrailWorld({ 'athena-results': undefined })
  await createTrail(world, 'all')
  await world.client(CloudTrailClient).send(new StartLoggingCommand({ Name: 'all' }))
  return world
}

/** The other rehearsals as well, and the logs of all in the trail's bucket, with a table. */
async function prepare({ world }: PlayedLab): Promise<void> {
  for (const { name } of STORIES.slice(1)) await sparekey('lab', name, '--endpoint', world.endpoint)
  await advance(world, '10m')
  await execute(world, consoleCloudTrailTable({ bucket: 'logs' }, ACCOUNT))
}

async function sparekey(...words: readonly string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [MAIN, ...words])
}

async function take({
  file,
  person,
  link,
  locale = 'en-US',
  arrange,
  scrolled = 0,
}: Picture): Promise<void> {
  const page = await sitDown(browser, locale)
  await page.getByRole('button', { name: new RegExp(`(?<![\\w-])${person}(?![\\w-])`) }).click()
  await page.getByRole('navigation').first().waitFor()
  await openPlace(page, link(lab.keyId))
  await arrange?.(page)
  await page.evaluate(`window.scrollTo(0, ${scrolled})`)
  await settled(page)
  await writeCropped(page, file)
  await page.context().close()
}

/** As much of the page as there is room for in the file. */
async function writeCropped(page: Page, file: string): Promise<void> {
  for (const height of HEIGHTS) {
    const clip = { x: 0, y: 0, width: WIDTH, height }
    const { length } = await page.screenshot({ path: `${FOLDER}${file}`, clip })
    console.log(`docs/images/${file}: ${WIDTH} x ${height}, ${Math.ceil(length / KiB)} KiB`)
    if (length <= BYTES_MAX) return
  }
  throw new Error(`${file} is larger than ${BYTES_MAX} bytes`)
}

/** In a browser of its own, let in by the link that is valid at the moment. */
async function sitDown(browser: Browser, locale: string): Promise<Page> {
  const context = await browser.newContext({
    locale,
    viewport: { width: WIDTH, height: HEIGHTS[0] ?? 0 },
    deviceScaleFactor: 1,
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(lab.site.link())
  return page
}
