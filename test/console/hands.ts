// Two people at one page: one has a mouse, the other nothing but a keyboard.

import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'

export interface Hands {
  readonly name: string
  /** Presses a button, a link or a tab. */
  press(what: Locator): Promise<void>
  /** Opens a list and takes one of its options. */
  choose(list: Locator, option: Locator): Promise<void>
  /** Writes a text into a field, and is done with it. */
  write(field: Locator, text: string): Promise<void>
}

export const mouse = (page: Page): Hands => ({
  name: 'mouse',
  press: (what) => what.click(),
  choose: async (list, option) => {
    await list.click()
    await option.click()
  },
  write: async (field, text) => {
    await field.click()
    await page.keyboard.type(text)
    await page.keyboard.press('Enter')
  },
})

export const keyboard = (page: Page): Hands => ({
  name: 'keyboard',
  press: async (what) => {
    await reach(page, what)
    await page.keyboard.press('Enter')
  },
  choose: async (list, option) => {
    await reach(page, list)
    await page.keyboard.press('Enter')
    await option.waitFor()
    for (let steps = 0; !(await isMarked(option)); steps += 1) {
      assert.ok(steps < 60, `no arrow key comes to ${String(option)}`)
      await page.keyboard.press('ArrowDown')
    }
    await page.keyboard.press('Enter')
  },
  write: async (field, text) => {
    await reach(page, field)
    await page.keyboard.type(text)
    await page.keyboard.press('Enter')
  },
})

/** Once around the page has an end: whatever Tab does not come to, no keyboard does. */
const STOPS_MAX = 150

async function reach(page: Page, what: Locator): Promise<void> {
  await what.waitFor()
  for (let stops = 0; !(await isFocused(what)); stops += 1) {
    assert.ok(stops < STOPS_MAX, `Tab does not come to ${String(what)}`)
    if (await isInSameGroup(what)) await page.keyboard.press('ArrowRight')
    else await page.keyboard.press('Tab')
  }
}

const isFocused = (what: Locator): Promise<boolean> =>
  what.evaluate((element) => element.matches(':focus'))

/** Within a row of tabs the arrow keys go from one to the next. */
const isInSameGroup = (what: Locator): Promise<boolean> =>
  what.evaluate((element) => {
    const group = element.closest('[role=tablist]')
    return group !== null && group.querySelector(':focus') !== null
  })

/** In a list the focus stays, and one option is marked; in a menu the focus itself goes along. */
const isMarked = (option: Locator): Promise<boolean> =>
  option.evaluate((element) => {
    const list = element.ownerDocument.querySelector('[aria-activedescendant]:focus')
    const marked = list?.getAttribute('aria-activedescendant')
    return marked ? element.id === marked : element.matches(':focus, :has(:focus)')
  })
