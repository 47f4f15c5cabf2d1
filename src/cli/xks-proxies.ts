// `--xks-proxy xks.example.com=127.0.0.1:8443`: where external key store proxies are.

import { X509Certificate } from 'node:crypto'
import type { ServerOptions } from '../server/server-options.ts'
import { failure } from './failure.ts'
import { readInputFile } from './input-file.ts'

type XksOptions = NonNullable<ServerOptions['xks']>
type Route = NonNullable<XksOptions['routes']> extends ReadonlyMap<string, infer R> ? R : never

const FORM = /^([a-z0-9][a-z0-9.-]*)=(?:\[([0-9a-f:]+)\]|([^\s:/]+)):(\d{1,5})$/i
const PORT_MAX = 65_535

/** Proxies that are not public, and who vouches for their certificates. */
export function requireXksProxies(texts: readonly string[], authorities?: string): XksOptions {
  return {
    routes: new Map(texts.map(requireRoute)),
    ...(authorities !== undefined && { authorities: requireCertificates(authorities) }),
  }
}

function requireRoute(text: string): readonly [string, Route] {
  const [, name, six, other = six, digits] = FORM.exec(text) ?? []
  const port = Number(digits)
  if (name !== undefined && other !== undefined && port > 0 && port <= PORT_MAX) {
    return [name.toLowerCase(), { host: other, port }]
  }
  const lines = ['--xks-proxy xks.example.com=127.0.0.1:8443']
  throw failure('noXksProxy', { text }, { lines })
}

function requireCertificates(file: string): string {
  const text = readInputFile(file)
  try {
    void new X509Certificate(text)
  } catch (thrown) {
    throw failure('wrongAt', { place: file, says: 'not a certificate in PEM' }, { cause: thrown })
  }
  return text
}
