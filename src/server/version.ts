import { readFileSync } from 'node:fs'
import { isJsonObject, parseJson } from '../base/json.ts'

/** The version in package.json, which lies two levels above this file, built or not. */
export const version: string = (() => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  const manifest = parseJson(text)
  const found = isJsonObject(manifest) ? manifest['version'] : undefined
  if (typeof found !== 'string') throw new Error('package.json holds no version')
  return found
})()
