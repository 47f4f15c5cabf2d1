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

/** Brought along by the link itself: markup to each of these, and one other text. */
const LINKED = [
  ...[linkTo('#/keys/'), linkTo('#/events/'), linkTo('#/iam/policies/'), linkTo('#/')],
  ...[linkTo('#/doctor?key=', '&error='), linkTo('#/events?attribute=', '&value=')],
  ...[linkTo('#/athena?sql='), linkTo('#/events/compare?ids=')],
].flatMap((link, index) => [link(PAYLOADS[0]), link(PAYLOADS[[2, 4, 7][index % 3] ?? 0] ?? '')])

function linkTo(...parts: readonly string[]): (text: string) => string {
  return (text) => parts.map((part) => `${part}${encodeURIComponent(text)}`).join('')
}

/** Once each: with several policies of 32 KB they are the longest pages there are. */
const LONGEST = ['users', 'roles', 'groups'].map(
  (kind, index) => `#/iam/${kind}/${encodeURIComponent(PAYLOADS[index] ?? '')}`,
)

for (const [what, places] of Object.entries({ LISTED, LINKED, LONGEST })) {
  test(
    `nothing of theirs runs, ${what}: ${places.length} places`,
    { skip: noBrowser },
    async () => {
      const { page, faults } = await sitDown(site)
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
        const found = [...(await faultsOf(page)), ...(await faultsWhenNarrow(page))]
        broken.push(...found.map((fault) => `${place.slice(0, 80)}: ${fault}`))
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

/** As on a telephone. */
async function faultsWhenNarrow(page: Page): Promise<readonly string[]> {
  const wide = page.viewportSize()
  assert.ok(wide)
  await page.setViewportSize({ ...wide, width: 420 })
  // The page follows its width a frame or two later.
  await page.waitForTimeout(100)
  const found = await faultsOf(page)
  await page.setViewportSize(wide)
  return found.map((fault) => `narrow, ${fault}`)
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
