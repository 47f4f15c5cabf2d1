// `npm run bench [requests|nodes|scale|policy|trail|s3|athena|doctor|console]`, the requests when
// nothing is named; `npm run bench Encrypt Sign` those requests alone. `-- --short` makes most of
// them faster; BENCH_EVENTS is the size of trail.

import { operationsNamed } from './workloads.ts'

const benches: Readonly<Record<string, () => Promise<unknown>>> = {
  requests: () => import('./requests.ts'),
  nodes: () => import('./nodes.ts'),
  scale: () => import('./scale.ts'),
  policy: () => import('./policy.ts'),
  trail: () => import('./trail.ts'),
  s3: () => import('./s3.ts'),
  athena: () => import('./athena.ts'),
  doctor: () => import('./doctor.ts'),
  console: () => import('./console.ts'),
}

const [name = 'requests'] = process.argv.slice(2).filter((word) => !word.startsWith('-'))
const bench = benches[name] ?? (operationsNamed([name]).length > 0 ? benches.requests : undefined)
if (bench) await bench()
else {
  console.error(`there is no bench \`${name}\`: one of ${Object.keys(benches).join(', ')}`)
  process.exitCode = 1
}
