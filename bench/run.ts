// `npm run bench [requests|policy|athena]`, the requests when nothing is named. `-- --short` is
// faster.

const benches: Readonly<Record<string, () => Promise<unknown>>> = {
  requests: () => import('./requests.ts'),
  policy: () => import('./policy.ts'),
  athena: () => import('./athena.ts'),
}

const [name = 'requests'] = process.argv.slice(2).filter((word) => !word.startsWith('-'))
const bench = benches[name]
if (bench) await bench()
else {
  console.error(`there is no bench \`${name}\`: one of ${Object.keys(benches).join(', ')}`)
  process.exitCode = 1
}
