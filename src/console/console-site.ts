// One request to the console, from the gate to the answer. The order of the gate is the order of
// the lines: what comes from elsewhere is turned away before anything is read.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { World } from '../base/world.ts'
import type { Asset } from './assets/asset-folder.ts'
import { sendAsset } from './assets/send-asset.ts'
import { faultOf } from './fault.ts'
import { cookieIn, setCookie } from './gate/cookie.ts'
import { isForUs, isFromOurPage, type OwnOrigin } from './gate/own-origin.ts'
import { SAFE_HEADERS } from './gate/safe-headers.ts'
import type { Visitors } from './gate/visitors.ts'
import { readObject } from './http-body.ts'
import type { ConsolePlace } from './place.ts'

export interface ConsoleSite {
  readonly own: OwnOrigin
  readonly port: number
  readonly isSecure: boolean
  readonly visitors: Visitors
  readonly assets: ReadonlyMap<string, Asset>
  readonly place: ConsolePlace
  readonly version: string
  readonly world: Pick<World, 'now' | 'randomBytes'>
  /** A browser was let in, and its link is used up. */
  readonly entered: () => void
  /** Faults of our own, and what the browser's policy stopped. */
  readonly report: (event: string, detail: unknown) => void
}

/** Carries the page's second secret, which no form or image of another page can send. */
export const PAGE_SECRET_HEADER = 'x-sparekey-page'

export async function answerRequest(
  site: ConsoleSite,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of Object.entries(SAFE_HEADERS)) response.setHeader(name, value)
  const { own, port, visitors } = site
  if (!isForUs(own, request.headers)) return turnAway(response, 421, 'this is another host')
  const url = URL.parse(request.url ?? '/', own.origin)
  if (url === null) return turnAway(response, 400, 'this is no address')
  const token = url.searchParams.get('token')
  if (request.method === 'GET' && url.pathname === '/' && token !== null) {
    return enter(site, token, request, response)
  }
  const cookie = cookieIn(request.headers, port)
  if (!visitors.isKnown(cookie)) return turnAway(response, 403, NO_LINK)
  if (request.method === 'GET' || request.method === 'HEAD') {
    const asset = site.assets.get(url.pathname)
    return asset
      ? sendAsset(asset, request, response)
      : turnAway(response, 404, 'there is no such page')
  }
  if (request.method !== 'POST') return turnAway(response, 405, 'GET and POST only')
  if (url.pathname === '/csp') return reportStopped(site, request, response)
  if (!isFromOurPage(own, request.headers)) return turnAway(response, 403, 'another origin asked')
  return callApi(site, url.pathname, request, response)
}

const NO_LINK = [
  'This console opens by the link that Sparekey printed, once, in one browser.',
  'When the link has been used, a new one stands in the same terminal.',
  '',
  'このコンソールは、Sparekey が表示したリンクで 1 つのブラウザから 1 回だけ開けます。',
  '使用済みの場合は、同じターミナルに新しいリンクが表示されています。',
].join('\n')

function enter(
  site: ConsoleSite,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const pass = site.visitors.enter(token)
  if (pass === undefined) {
    // Somebody who is in already opened an old link again.
    const isIn = site.visitors.isKnown(cookieIn(request.headers, site.port))
    if (!isIn) return turnAway(response, 403, NO_LINK)
    response.writeHead(303, { 'cache-control': 'no-store', location: '/' }).end()
    return
  }
  site.entered()
  response.writeHead(303, {
    'set-cookie': setCookie(pass.cookie, site.port, site.isSecure),
    'cache-control': 'no-store',
    // A fragment stays in the browser, and the page takes it out of the address.
    location: `/#page=${pass.pageSecret}`,
  })
  response.end()
}

async function callApi(
  site: ConsoleSite,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const secret = request.headers[PAGE_SECRET_HEADER]
  const cookie = cookieIn(request.headers, site.port)
  const visitor = site.visitors.visitorOf(cookie, typeof secret === 'string' ? secret : '')
  if (visitor === undefined) return turnAway(response, 403, NO_LINK)
  // Loaded with the first question, and AWS's clients with it: a stack starts without them.
  const { routes } = await import('./api/routes.ts')
  const { runRoute } = await import('./api/run-route.ts')
  const route = routes.get(path)
  if (route === undefined) return turnAway(response, 404, 'there is no such question')
  const input = await readObject(request).catch((thrown: unknown) => {
    // What is left of the body is not read: nothing else can come over this connection.
    response.writeHead(400, { 'content-type': 'application/x-ndjson', connection: 'close' })
    response.end(`${JSON.stringify({ fault: faultOf(thrown, 'en') })}\n`)
    return undefined
  })
  if (input === undefined) return
  const { place, version, world } = site
  const failed = await runRoute(route, input, { visitor, place, version, world }, response)
  if (failed !== undefined) site.report('a question failed', failed)
}

/** What the content security policy stopped. Browsers send it by themselves. */
function reportStopped(
  { report }: ConsoleSite,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  request.resume()
  report('the content security policy stopped something', request.headers.referer ?? '')
  response.writeHead(204).end()
}

function turnAway(response: ServerResponse, status: number, text: string): void {
  // Left unread, a body would have the connection reset before the answer is read.
  response.req.resume()
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
  response.end(`${text}\n`)
}
