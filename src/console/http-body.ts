import type { IncomingMessage } from 'node:http'
import { isJsonObject, parseJson, type JsonObject } from '../base/json.ts'
import { consoleFailure } from './fault.ts'
import { limits } from './limits.ts'

/** The JSON object that a page sent. */
export async function readObject(request: IncomingMessage): Promise<JsonObject> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    throw consoleFailure('ValidationError', 'noJson', {})
  }
  const value = parseJson(await readText(request))
  if (isJsonObject(value)) return value
  throw consoleFailure('ValidationError', 'noObject', {})
}

async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > limits.bodyBytesMax) {
      const facts = { bytes: String(limits.bodyBytesMax) }
      throw consoleFailure('ValidationError', 'requestTooLarge', facts)
    }
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
