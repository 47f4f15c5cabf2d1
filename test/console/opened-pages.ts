// Every page of the console, with what opens on it, one after the other.

import assert from 'node:assert/strict'
import { LookupEventsCommand, CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import type { Page, Request } from 'playwright-core'
import type { PlayedLab } from './played-lab.ts'

/** Yields the name of each when it stands there, loaded. */
export async function* openedPages(page: Page, lab: PlayedLab): AsyncGenerator<string> {
  const opened = new Set<string>()
  for await (const link of pagesOf(page, lab)) {
    yield link
    yield* openedDialogs(page, link, opened)
  }
}

/** The pages alone. */
export async function* pagesOf(page: Page, lab: PlayedLab): AsyncGenerator<string> {
  for (const link of await linksOf(lab)) {
    await openPlace(page, link)
    yield link
  }
}

/** By the address, as somebody who was sent the link. */
export async function openPlace(page: Page, link: string): Promise<void> {
  trafficOf(page)
  await page.evaluate(`location.hash = ${JSON.stringify(link)}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await settled(page)
}

const settling = { stepMs: 50, quietMs: 250, atMostMs: 30_000 } as const

/** Until nothing is on its way any more, for the eye and for the wire, and stays so a while. */
export async function settled(page: Page): Promise<void> {
  const traffic = trafficOf(page)
  const { asked } = traffic
  const spinners = page.locator('main [class*=awsui_spinner]')
  const startedMs = Date.now()
  for (let quietMs = 0; quietMs < settling.quietMs; quietMs += settling.stepMs) {
    if (asked.size > 0 || (await spinners.count()) > 0) quietMs = 0
    // A page may ask a hundred things one after the other: it is late when nothing moves.
    const isLate = Date.now() - Math.max(startedMs, traffic.movedMs) > settling.atMostMs
    assert.ok(!isLate, `${page.url()} waits for ${waitsFor(asked)}`)
    await page.waitForTimeout(settling.stepMs)
  }
}

const waitsFor = (asked: ReadonlySet<Request>): string =>
  [...asked].map((one) => `${one.url()} ${one.postData() ?? ''}`).join(', ') || 'itself'

interface Traffic {
  /** Those that are on their way. The load state says it of the first place of a page alone. */
  readonly asked: Set<Request>
  /** When one began or ended last. */
  movedMs: number
}

const traffics = new WeakMap<Page, Traffic>()

function trafficOf(page: Page): Traffic {
  const known = traffics.get(page)
  if (known) return known
  const traffic: Traffic = { asked: new Set(), movedMs: 0 }
  traffics.set(page, traffic)
  const moved = (): void => {
    traffic.movedMs = Date.now()
  }
  page.on('request', (request) => {
    traffic.asked.add(request)
    moved()
  })
  for (const end of ['requestfinished', 'requestfailed'] as const) {
    page.on(end as 'requestfinished', (request) => {
      traffic.asked.delete(request)
      moved()
    })
  }
  return traffic
}

async function linksOf({ world, keyId }: PlayedLab): Promise<readonly string[]> {
  const trail = world.client(CloudTrailClient)
  const attribute = { AttributeKey: 'EventName', AttributeValue: 'PutKeyPolicy' } as const
  const { Events = [] } = await trail.send(
    new LookupEventsCommand({ LookupAttributes: [attribute] }),
  )
  const ids = Events.map(({ EventId = '' }) => EventId)
  return [
    ...['#/keys', '#/doctor', `#/doctor?key=${keyId}`],
    ...['policy', 'access', 'history', 'grants', 'aliases', 'rotation', 'tags'].map(
      (tab) => `#/keys/${keyId}/${tab}`,
    ),
    ...['#/events', '#/events?by=EventName&value=PutKeyPolicy', '#/events/none'],
    ...ids.slice(0, 2).map((id) => `#/events/${id}`),
    `#/events/compare?ids=${ids.slice(0, 2).join(',')}`,
    ...['#/athena', '#/athena/recent', '#/athena/saved'],
    ...['users', 'roles', 'groups', 'policies'].map((kind) => `#/iam/${kind}`),
    ...['#/iam/users/admin', '#/iam/roles/Administrator', '#/iam/users/nobody'],
    ...['#/lab', '#/nowhere'],
  ]
}

const OPENERS = [
  'main :is([aria-haspopup], [aria-expanded=false])',
  // The drawer of the navigation covers all else.
  ':is(button, [role=button]):enabled:visible',
  ':not([aria-label$=navigation], [aria-label*=ナビゲーション])',
].join('')

/** Whatever says that it opens something: menus, lists, preferences, folded parts. */
async function* openedDialogs(
  page: Page,
  link: string,
  opened: Set<string>,
): AsyncGenerator<string> {
  for (const opener of await page.locator(OPENERS).elementHandles()) {
    const name = (await opener.getAttribute('aria-label')) ?? (await opener.textContent()) ?? ''
    // The same page with another query has the same menus.
    const what = `${link.split('?')[0]}: ${name}`
    if (opened.has(what)) continue
    opened.add(what)
    await opener.click()
    yield `${link}: ${name.trim()}`
    await page.keyboard.press('Escape')
    if ((await opener.getAttribute('aria-expanded')) === 'true') await opener.click()
  }
}
