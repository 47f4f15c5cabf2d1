// One answer: lines of JSON, so that long work can tell how far it is. The last line is
// `{"result": ...}` or `{"fault": ...}`: AWS saying no is an answer like another.

import type { ServerResponse } from 'node:http'
import type { JsonObject } from '../../base/json.ts'
import { faultOf, type Fault } from '../fault.ts'
import { languageIn } from './language.ts'
import type { Asked, Route } from './route.ts'

export async function runRoute(
  { answer }: Route,
  input: JsonObject,
  asked: Omit<Asked, 'tell' | 'signal'>,
  response: ServerResponse,
): Promise<unknown> {
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  const tell = (progress: unknown): void => {
    if (!response.headersSent) begin(response, 200)
    response.write(line({ progress }))
  }
  try {
    const result = await answer(input, { ...asked, tell, signal: gone.signal })
    if (!response.headersSent) begin(response, 200)
    response.end(line({ result: result ?? null }))
    return undefined
  } catch (thrown) {
    // The page was left: what was broken off on its behalf is nobody's failure.
    if (gone.signal.aborted) return undefined
    const fault: Fault = faultOf(thrown, languageIn(input))
    if (!response.headersSent) begin(response, fault.code === 'InternalError' ? 500 : 200)
    response.end(line({ fault }))
    return fault.code === 'InternalError' ? thrown : undefined
  }
}

function begin(response: ServerResponse, status: number): void {
  response.writeHead(status, {
    'content-type': 'application/x-ndjson; charset=utf-8',
    'cache-control': 'no-store',
  })
}

const line = (value: object): string => `${JSON.stringify(value)}\n`
