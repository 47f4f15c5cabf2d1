// How a person sits at a browser: what is opened for them, and what goes wrong there.

import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { TestConsole } from './serve-console.ts'

export interface Sitting {
  readonly page: Page
  readonly context: BrowserContext
  /** Errors of the page's scripts and console, and answers that were no good. */
  readonly faults: readonly string[]
}

export interface Sight {
  readonly locale?: 'en-US' | 'ja-JP'
  readonly width?: number
  readonly dark?: boolean
}

/** A window of its own in the browser, let in by the link. */
export async function newSitting(
  browser: Browser,
  site: Pick<TestConsole, 'link'>,
  sight: Sight,
): Promise<Sitting> {
  const context = await browser.newContext({
    locale: sight.locale ?? 'en-US',
    // What fades in is there at once: a test looks at what a person sees in the end.
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  return sitAt(await context.newPage(), site, sight)
}

/** In the window of somebody who has left: nothing of theirs is there any more. */
export async function sittingAfter(
  page: Page,
  site: Pick<TestConsole, 'link'>,
  sight: Sight,
): Promise<Sitting> {
  const context = page.context()
  for (const other of context.pages()) if (other !== page) await other.close()
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  page.removeAllListeners('pageerror').removeAllListeners('console')
  await context.clearCookies()
  await page.evaluate(() => localStorage.clear())
  return sitAt(page, site, sight)
}

async function sitAt(
  page: Page,
  { link }: Pick<TestConsole, 'link'>,
  { width = 1280, dark = false }: Sight,
): Promise<Sitting> {
  await page.setViewportSize({ width, height: 900 })
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  await page.goto(link())
  return { page, context: page.context(), faults }
}

/** By the one-click button of a profile; settles when the page of signing in is left. */
export async function signInAs(page: Page, profile: string): Promise<void> {
  const button = page.getByRole('button', { name: new RegExp(`\\b${profile}\\b`) })
  const own = await button.elementHandle()
  await button.click()
  await own?.waitForElementState('hidden')
}
