// A browser that a person sits at.

import { existsSync } from 'node:fs'
import { after, afterEach } from 'node:test'
import { chromium, type Browser, type Page } from 'playwright-core'
import { pagesFolder } from '../../src/console/assets/pages-folder.ts'
import { CHROMIUM } from './chromium.ts'
import type { TestConsole } from './serve-console.ts'
import { newSitting, sittingAfter, type Sight, type Sitting } from './sitting.ts'

export { serveConsole, type TestConsole } from './serve-console.ts'
export { signInAs, type Sight } from './sitting.ts'

/** Why no browser test can run here; false where they can. */
export const noBrowser: string | false = !CHROMIUM
  ? "Debian's chromium is not installed"
  : !existsSync(`${pagesFolder()}/index.html`) && 'the console is not built'

let browser: Promise<Browser> | undefined
after(async () => {
  await (await browser)?.close()
})

/**
 * Windows by their language, each with whether the test that runs sits at it. The next test takes
 * the window over: to open one anew, its renderer and the scripts compiled in it, takes longer
 * than most tests.
 */
const windows = new Map<string, { readonly page: Page; taken: boolean }>()
afterEach((t) => {
  // Nobody knows what a test that failed has left behind.
  if (!('passed' in t && t.passed)) windows.clear()
  for (const window of windows.values()) window.taken = false
})

/** At the console, let in by the link, in a window where nothing else has been. */
export async function sitDown(
  site: Pick<TestConsole, 'link'>,
  sight: Sight = {},
): Promise<Sitting> {
  browser ??= chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] })
  const { locale = 'en-US' } = sight
  const window = windows.get(locale)
  if (window && !window.taken) {
    window.taken = true
    return sittingAfter(window.page, site, sight)
  }
  const sitting = await newSitting(await browser, site, sight)
  windows.set(locale, { page: sitting.page, taken: true })
  return sitting
}
