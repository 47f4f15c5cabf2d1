// A browser that a person sits at.

import { existsSync } from 'node:fs'
import { after } from 'node:test'
import { chromium, type Browser } from 'playwright-core'
import { pagesFolder } from '../../src/console/assets/pages-folder.ts'
import { CHROMIUM } from './chromium.ts'
import type { TestConsole } from './serve-console.ts'
import { newSitting, type Sight, type Sitting } from './sitting.ts'

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

/** A browser of its own at the console, let in by the link. */
export async function sitDown(
  site: Pick<TestConsole, 'link'>,
  sight: Sight = {},
): Promise<Sitting> {
  browser ??= chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] })
  return newSitting(await browser, site, sight)
}
