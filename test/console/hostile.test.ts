// Policies, events, names and errors come from people who mean harm. On every page that shows them
// nothing of theirs runs, nothing calls out, no link is theirs, and the page keeps its shape.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { noBrowser, serveConsole, sitDown, type TestConsole } from './browser.ts'
import { PAYLOADS, startHostileAws, type HostileAws } from './hostile-aws.ts'
import { openPlace } from './opened-pages.ts'

let aws: HostileAws
let site: TestConsole

before(async () => {
  if (noBrowser) return
  aws = await startHostileAws()
  site = await serveConsole({ endpoint: aws.endpoint, data: '' })
})
after(async () => {
  await site?.running.close()
  await aws?.close()
})

const KEY_TABS = ['policy', 'access', 'history', 'grants', 'aliases', 'rotation', 'tags']
const KINDS = ['users', 'roles', 'groups', 'policies']

const LISTED = [
  ...['#/keys', '#/events', '#/events/compare?ids=a,b', '#/athena', '#/athena/recent'],
  ...['#/athena/saved', '#/lab', '#/%', '#/keys/%E0%A4%A', '#/__proto__/constructor'],
  ...KINDS.map((kind) => `#/iam/${kind}`),
  ...KEY_TABS.map((tab) => `#/keys/${encodeURIComponent(PAYLOADS[0])}/${tab}`),
  ...['null', '[]', '{', '7'].map((text) => `#/keys/${encodeURIComponent(text)}`),
]

/** Brought along by the link itself. */
const LINKED = [PAYLOADS[0], PAYLOADS[2], PAYLOADS[4], PAYLOADS[7]]
  .map((text) => encodeURIComponent(text))
  .flatMap((text) => [
    ...[`#/keys/${text}`, `#/events/${text}`, `#/iam/users/${text}`, `#/iam/policies/${text}`],
    ...[`#/doctor?key=${text}&error=${text}`, `#/events?attribute=${text}&value=${text}`],
    ...[`#/athena?sql=${text}`, `#/events/compare?ids=${text}`, `#/${text}`],
  ])

for (const [places, width] of [
  [LISTED, 1280],
  [LINKED, 1280],
  [LISTED, 420],
] as const) {
  test(
    `nothing of theirs runs, ${places.length} places, ${width} wide`,
    { skip: noBrowser },
    async () => {
      const { page, faults } = await sitDown(site, { width })
      const elsewhere: string[] = []
      page.on('request', (request) => {
        if (!/^(blob:|data:)/.test(request.url()) && !isOurs(request.url())) {
          elsewhere.push(request.url())
        }
      })
      await page.evaluate('globalThis.hostile = () => { globalThis.hasRun = true }')
      await signIn(page)
      const broken: string[] = []
      for (const place of places) {
        await openPlace(page, place)
        broken.push(...(await faultsOf(page)).map((fault) => `${place.slice(0, 80)}: ${fault}`))
      }
      assert.deepEqual(broken, [])
      assert.deepEqual(elsewhere, [])
      assert.deepEqual(faults, [])
      assert.deepEqual(site.reports, [])
    },
  )
}

const isOurs = (url: string): boolean => url.startsWith(`${site.running.origin}/`)

async function signIn(page: Page): Promise<void> {
  await page.locator('input[type=password]').first().fill('secret')
  await page.locator('input').first().fill('AKIAIOSFODNN7EXAMPLE')
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').first().waitFor()
}

/** What a hostile text became, if it became anything. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`(() => {
    const all = (selector) => [...document.querySelectorAll(selector)]
    const links = all('a[href]').map((one) => one.getAttribute('href'))
    return [
      ...(globalThis.hasRun ? ['it ran'] : []),
      ...links.filter((href) => !href.startsWith('#/')),
      ...all('iframe, object, embed, base, form[action], svg[onload], img[onerror]')
        .map((one) => one.outerHTML.slice(0, 200)),
      ...all('script:not([src^="/assets/"])').map(() => 'a script'),
      ...(document.documentElement.scrollWidth > innerWidth ? ['wider than the window'] : []),
    ]
  })()`)
}

test('a formula in an event is a text in the file', { skip: noBrowser }, async () => {
  const { page } = await sitDown(site)
  await signIn(page)
  await openPlace(page, '#/events')
  await page.getByRole('button', { name: 'Download events' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Download as CSV' }).click(),
  ])
  const text = readFileSync(await download.path(), 'utf8')
  assert.match(text, /'=HYPERLINK/)
  assert.doesNotMatch(text, /(^|,|\n)"?[=@]/)
})
