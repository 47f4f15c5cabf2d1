// The one way from a page to the process that serves it.

import type { Fault } from '../../../src/console/fault.ts'
import { agreedAccount } from './agreement.ts'
import { noteFault } from './ending.ts'
import { noteAsked } from './last-asked.ts'

export interface CallOptions {
  readonly signal?: AbortSignal
  /** Told of every line of progress. */
  readonly tell?: (progress: unknown) => void
}

/** A question that could not be answered, in AWS's words where AWS refused. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed'
  readonly code: string
  readonly hints: readonly string[]
  readonly missing: string | undefined

  constructor({ code, message, hints, missing }: Fault) {
    super(message)
    this.code = code
    this.hints = hints
    this.missing = missing
  }
}

const SECRET_PLACE = 'sparekey-page'

/** Brought by the link that opened the console, once, and taken out of the address. */
export function keepPageSecret(): void {
  const [, secret] = /^#page=([\w-]+)$/.exec(location.hash) ?? []
  if (secret === undefined) return
  localStorage.setItem(SECRET_PLACE, secret)
  history.replaceState(null, '', `${location.pathname}#/`)
}

export async function call<Answer>(
  name: string,
  input: object = {},
  options: CallOptions = {},
): Promise<Answer> {
  try {
    return await ask<Answer>(name, input, options)
  } catch (thrown) {
    if (!(thrown instanceof CallFailed)) throw thrown
    if (thrown.code === 'ConfirmAccount' && !('account' in input)) {
      const account = await agreedAccount(thrown.message)
      if (account !== undefined) return call<Answer>(name, { ...input, account }, options)
      throw new CallFailed({ code: 'NotAgreed', message: '', hints: [] })
    }
    if (name !== 'sign-in' || thrown.code === 'NoLink') noteFault(thrown.code)
    throw thrown
  }
}

async function ask<Answer>(
  name: string,
  input: object,
  { signal, tell }: CallOptions,
): Promise<Answer> {
  const response = await fetch(`/api/${name}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-sparekey-page': localStorage.getItem(SECRET_PLACE) ?? '',
    },
    body: JSON.stringify({ lang: document.documentElement.lang, ...input }),
    ...(signal && { signal }),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause
    throw new CallFailed({ code: 'Unreachable', message: '', hints: [] })
  })
  if (!isLines(response)) throw new CallFailed(await turnedAway(response))
  noteAsked()
  return readLines<Answer>(response, tell)
}

const isLines = (response: Response): boolean =>
  (response.headers.get('content-type') ?? '').startsWith('application/x-ndjson')

async function turnedAway(response: Response): Promise<Fault> {
  const code = response.status === 403 ? 'NoLink' : 'Unreachable'
  return { code, message: (await response.text()).trim(), hints: [] }
}

interface Line<Answer> {
  readonly progress?: unknown
  readonly result?: Answer
  readonly fault?: Fault
}

async function readLines<Answer>(response: Response, tell?: (progress: unknown) => void) {
  let rest = ''
  for await (const text of textsOf(response)) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const json of lines) {
      const line = JSON.parse(json) as Line<Answer>
      if (line.fault) throw new CallFailed(line.fault)
      if ('result' in line) return line.result as Answer
      tell?.(line.progress)
    }
  }
  throw new CallFailed({ code: 'Unreachable', message: '', hints: [] })
}

/** Not every browser can iterate over a body. */
async function* textsOf({ body }: Response): AsyncGenerator<string> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  try {
    for (;;) {
      const part = await reader?.read()
      if (part === undefined || part.done) return
      yield part.value
    }
  } finally {
    // A body that is not read to its end may keep its connection, of which a browser has six.
    await reader?.cancel()
  }
}
