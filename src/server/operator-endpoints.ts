// What the one who runs the stack asks it, without a signature: who it is, how it is and does, and,
// where the start command allowed it, to start afresh or to move its clock.

import { parseDuration } from '../base/duration.ts'
import { isJsonObject, parseJson } from '../base/json.ts'
import { crossSiteReason } from './browser-guard.ts'
import type { Answer, Arrival } from './exchange.ts'
import type { StackMetrics } from './metrics/stack-metrics.ts'
import type { RotateRootKey } from './root-key/running-rotation.ts'

/** Undefined: the request is none of these and goes through the pipeline. */
export type OperatorEndpoints = (arrival: Arrival) => Promise<Answer> | undefined

export interface StackInfo {
  readonly name: 'sparekey'
  readonly version: string
  readonly region: string
  readonly accounts: readonly string[]
  readonly credentialsFile: string | null
  /** The flags in force whose names begin with `insecure`. */
  readonly insecure: readonly string[]
}

export interface OperatorActions {
  readonly info: () => StackInfo
  /** Undefined: all is well; otherwise what is wrong, for people. */
  readonly trouble: () => string | undefined
  /** Why no more requests should be sent here; undefined: they may. */
  readonly unready: () => string | undefined
  /** In Prometheus's text format. */
  readonly metrics: Pick<StackMetrics, 'page' | 'contentType'>
  /** By whoever holds the root key: it is what the request is sealed under. */
  readonly rotateRootKey: RotateRootKey
  /** Absent unless the start command allowed it. */
  readonly reset?: () => Promise<void>
  /** Absent unless the start command allowed it. What has fallen due has run when it resolves. */
  readonly advance?: (milliseconds: number) => Promise<void>
}

/** No bucket has such a name. */
export const isOperatorRequest = ({ path }: Pick<Arrival, 'path'>): boolean =>
  path.startsWith('/_sparekey/')

/** `host` is the address that the stack listens on. */
export function operatorEndpoints(actions: OperatorActions, host: string): OperatorEndpoints {
  return (arrival) => (isOperatorRequest(arrival) ? guarded(actions, arrival, host) : undefined)
}

async function guarded(actions: OperatorActions, arrival: Arrival, host: string): Promise<Answer> {
  const message = crossSiteReason(arrival, host)
  if (message !== undefined) return json(403, { message })
  try {
    return await answer(actions, arrival)
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    return json(500, { message: actions.trouble() ?? reason })
  }
}

async function answer(actions: OperatorActions, { method, path, body }: Arrival): Promise<Answer> {
  switch (`${method} ${path.slice('/_sparekey'.length)}`) {
    case 'GET /info':
      return json(200, actions.info())
    case 'GET /health':
      return health(actions.trouble())
    case 'GET /ready':
      return readiness(actions.unready())
    case 'GET /metrics':
      return metricsPage(actions)
    case 'POST /root-key':
      return rootKey(actions, body)
    case 'POST /reset':
      return reset(actions)
    case 'POST /clock':
      return clock(actions, body)
    default:
      return json(404, { message: `there is no ${method} ${path}` })
  }
}

async function metricsPage({ metrics }: OperatorActions): Promise<Answer> {
  const body = await metrics.page()
  return { status: 200, headers: { 'content-type': metrics.contentType }, body }
}

function health(trouble: string | undefined): Answer {
  return trouble === undefined
    ? json(200, { status: 'ok' })
    : json(503, { status: 'trouble', message: trouble })
}

function readiness(reason: string | undefined): Answer {
  return reason === undefined
    ? json(200, { status: 'ready' })
    : json(503, { status: 'unready', message: reason })
}

async function rootKey({ rotateRootKey }: OperatorActions, body: Uint8Array): Promise<Answer> {
  const input = parseJson(Buffer.from(body).toString('utf8'))
  const sealed = isJsonObject(input) ? input['sealed'] : undefined
  const state = typeof sealed === 'string' ? await rotateRootKey(sealed) : undefined
  if (state) return json(200, state)
  return json(403, { message: 'a new root key has to be sealed under the current one' })
}

async function reset({ reset: act }: OperatorActions): Promise<Answer> {
  if (!act) return notAllowed('--insecure-allow-reset')
  await act()
  return { status: 204, headers: {}, body: '' }
}

async function clock({ advance }: OperatorActions, body: Uint8Array): Promise<Answer> {
  if (!advance) return notAllowed('--insecure-allow-clock')
  const input = parseJson(Buffer.from(body).toString('utf8'))
  const milliseconds = isJsonObject(input) ? parseDuration(input['advance']) : undefined
  if (milliseconds === undefined) {
    return json(400, { message: 'send {"advance":"91d"}: a number and one of s, m, h, d' })
  }
  await advance(milliseconds)
  return { status: 204, headers: {}, body: '' }
}

function notAllowed(flag: string): Answer {
  return json(403, { message: `start the stack with ${flag} to allow this` })
}

function json(status: number, value: unknown): Answer {
  const headers = { 'content-type': 'application/json' }
  return { status, headers, body: `${JSON.stringify(value)}\n` }
}
