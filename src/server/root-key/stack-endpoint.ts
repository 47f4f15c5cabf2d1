// Where the stack of a data directory answers: a file in the directory, for commands about it.

import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseJson } from '../../base/json.ts'

const pathIn = (data: string): string => join(data, 'endpoint')

export const writeEndpoint = (data: string, endpoint: string): void =>
  writeFileSync(pathIn(data), `${JSON.stringify(endpoint)}\n`, { mode: 0o600 })

export const removeEndpoint = (data: string): void => rmSync(pathIn(data), { force: true })

/** Undefined: none was written. One that was killed has left its own. */
export function readEndpoint(data: string): string | undefined {
  try {
    const value = parseJson(readFileSync(pathIn(data), 'utf8'))
    return typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}
