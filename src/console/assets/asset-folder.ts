// The built pages, compressed when they were built. Only their names are kept: a stack whose
// console nobody opens does without 5 MB.

import { existsSync, readdirSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'

export interface Asset {
  readonly file: string
  /** Files by the name that HTTP has for their compression, the smallest first. */
  readonly compressed: ReadonlyMap<string, string>
  readonly type: string
  /** Its name holds a digest of it: it never changes. */
  readonly immutable: boolean
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** By the path of the URL. Empty where the console was not built. */
export function listAssets(folder: string): ReadonlyMap<string, Asset> {
  if (!existsSync(folder)) return new Map()
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extname(entry.name) in TYPES)
    .map((entry) => join(entry.parentPath, entry.name))
  return new Map(files.map((file) => [urlOf(folder, file), assetOf(file)]))
}

function urlOf(folder: string, file: string): string {
  const path = relative(folder, file).split(sep).join('/')
  return path === 'index.html' ? '/' : `/${path}`
}

const ENCODINGS = { br: '.br', gzip: '.gz' } as const

function assetOf(file: string): Asset {
  const compressed = Object.entries(ENCODINGS)
    .map(([name, ending]) => [name, `${file}${ending}`] as const)
    .filter(([, path]) => existsSync(path))
  return {
    file,
    compressed: new Map(compressed),
    type: TYPES[extname(file)] ?? 'application/octet-stream',
    immutable: /-[\w-]{8}\.\w+$/.test(file),
  }
}
