// axe in a page of the console: what keeps somebody out who sees, hears or moves otherwise.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import type { AxeResults, RunOptions } from 'axe-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The rules whose answer follows the colours. */
const OF_COLOURS: RunOptions = { runOnly: ['color-contrast', 'link-in-text-block'] }

/** Left out for the time it takes: axe calls nothing that it finds serious. */
const NEVER_SERIOUS: NonNullable<RunOptions['rules']> = { region: { enabled: false } }

/** Gathers what is found on the pages of one sitting, each once. */
export class Axe {
  readonly #page: Page
  readonly #known = new Set<string>()
  readonly found: string[] = []

  constructor(page: Page) {
    this.#page = page
  }

  /** By every rule, in the colours that the page has. */
  async look(name: string): Promise<void> {
    await this.#gather(name, { rules: NEVER_SERIOUS })
  }

  /** The same page in the dark, by the rules that this can change. */
  async lookInTheDark(name: string): Promise<void> {
    await this.#page.emulateMedia({ colorScheme: 'dark' })
    await this.#gather(`${name}, dark`, OF_COLOURS)
    await this.#page.emulateMedia({ colorScheme: 'light' })
  }

  /** The serious ones, each with what it was found on; once for all pages that have it. */
  async #gather(name: string, options: RunOptions): Promise<void> {
    let found = await this.#violations(options)
    // Some attributes follow the layout, a frame or two later: a second look counts.
    if (found.length > 0) {
      await this.#page.waitForTimeout(500)
      found = await this.#violations(options)
    }
    const fresh = found.filter((one) => !this.#known.has(one))
    for (const one of fresh) this.#known.add(one)
    this.found.push(...fresh.map((one) => `${name}: ${one.slice(0, 500)}`))
  }

  async #violations(options: RunOptions): Promise<readonly string[]> {
    // Through the debugger: the console's own policy lets no script in.
    if (!(await this.#page.evaluate<boolean>('"axe" in globalThis'))) {
      await this.#page.evaluate(AXE)
    }
    const asked = JSON.stringify({ ...options, resultTypes: ['violations'] })
    const { violations } = await this.#page.evaluate<AxeResults>(
      `axe.run(${asked}).then(({ violations }) => ({ violations }))`,
    )
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map(({ html, any }) => `${id}: ${html} ${any.map(({ message }) => message).join()}`),
      )
      .filter((found) => !NOT_OURS.test(found))
  }
}

/** The design system's own, which nothing here can change. */
const NOT_OURS = /^aria-allowed-attr: <nav [^>]*awsui_mobile-toolbar-nav/
