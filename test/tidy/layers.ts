/** What each folder of `src` may import, besides itself: bottom first. */
export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  base: ['node:'],
  policy: ['base'],
  seed: ['base', 'policy', 'yaml'],
  crypto: ['base', 'node:', '@noble/', 'cborg'],
  sql: ['base', 'node:', '@duckdb/', '@polyglot-sql/'],
  store: ['base', 'node:', 'pg'],
  aws: ['base', 'crypto', 'node:'],
  audit: ['base', 'store', 'aws', 'crypto', 'node:'],
  services: ['base', 'policy', 'crypto', 'sql', 'store', 'audit', 'aws', 'node:'],
  server: [
    ...['base', 'policy', 'crypto', 'seed', 'sql', 'store', 'audit', 'aws', 'services'],
    // The SDK is for a root key that lies under a KMS key, and loaded for it alone.
    ...['node:', 'pino', 'prom-client', 'tar-stream', '@aws-sdk/client-kms'],
  ],
  doctor: ['base', 'policy', '@aws-sdk/', 'diff', 'yaml', 'node:'],
  lab: ['base', '@aws-sdk/'],
  snapshot: ['base', 'policy', 'seed', '@aws-sdk/', 'node:'],
  console: ['base', 'policy', 'doctor', 'lab', '@aws-sdk/', 'node:'],
  cli: [
    ...['base', 'policy', 'seed', 'server', 'doctor', 'lab', 'snapshot', 'console'],
    ...['node:', 'commander'],
  ],
  'index.ts': ['base', 'server', '@aws-sdk/', 'node:'],
}

/** What a test beside its code may import as well. */
const TEST_PACKAGES = ['node:', 'fast-check']

/** Undefined when `from`, a path below `src`, may import `to`: such a path, or a package. */
export function layerViolation(from: string, to: string): string | undefined {
  const layer = layerOf(from)
  const allowed = LAYERS[layer]
  if (!allowed) return `${layer} has no line in LAYERS`
  const isPackage = !to.startsWith('src/')
  const target = isPackage ? to : layerOf(to)
  if (target === layer) return serviceViolation(from, to)
  const more = from.endsWith('.test.ts') ? TEST_PACKAGES : []
  const isAllowed = [...allowed, ...more].some((entry) =>
    isPackage && /[:/]$/.test(entry) ? target.startsWith(entry) : target === entry,
  )
  return isAllowed ? undefined : `${layer} may not import ${target}`
}

/** Services meet through `api.ts` only. */
function serviceViolation(from: string, to: string): string | undefined {
  const [, layer, service, file] = from.split('/')
  const [, , otherService, otherFile] = to.split('/')
  if (layer !== 'services' || !file || !otherFile || service === otherService) return undefined
  if (otherFile === 'api.ts') return undefined
  return `services/${service} reaches services/${otherService} other than by its api.ts`
}

const layerOf = (path: string): string => path.split('/')[1] ?? ''
