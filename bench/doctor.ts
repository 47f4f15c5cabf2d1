// How long a person in an incident waits: each command as a fresh process, against a stack that
// takes two LookupEvents a second, beside a bare Node and the doctor's questions alone.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { connect, diagnose, disconnect } from '../src/doctor/index.ts'
import { startProxy } from '../test/fixtures/proxy.ts'
import { printAudit } from './doctor-audit.ts'
import { machine } from './print.ts'
import { median } from './statistics.ts'

const rounds = process.argv.includes('--short') ? 3 : 11
/** Two lookups each: the window of those before is over then. */
const pauseMs = 1_200
const answerMsMax = 1_500

const KEY = 'alias/payroll'
const pathOf = (file: string): string => fileURLToPath(new URL(`../${file}`, import.meta.url))
const launcher = pathOf('bin/sparekey.js')

const folder = await mkdtemp(join(tmpdir(), 'sparekey-bench-'))
const serve = ['serve', '--json', '--port', '0', '--data', join(folder, 'data')]
const child = spawn(process.execPath, [launcher, ...serve], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
try {
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const { endpoint, credentialsFile } = JSON.parse(line)
  await run([launcher, 'lab', 'lockout', '--endpoint', endpoint], 0)
  await measure(endpoint, credentialsFile)
} finally {
  child.kill()
  await once(child, 'exit')
  await rm(folder, { recursive: true })
}
await printAudit()

/** Milliseconds of a fresh process from its start to its end. */
async function run(args: readonly string[], expected: number): Promise<number> {
  const start = performance.now()
  const stdio = ['ignore', 'ignore', 'inherit'] as const
  const started = spawn(process.execPath, args, { stdio: [...stdio] })
  const [code] = (await once(started, 'exit')) as [number]
  const took = performance.now() - start
  if (code !== expected) throw new Error(`${args.join(' ')} ended with ${code}`)
  return took
}

async function repeated(work: () => Promise<number>, restMs = 0): Promise<number> {
  const times: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    if (restMs > 0) await sleep(restMs)
    const took = await work()
    // The first one warms the disk and the compile cache.
    if (round > 0) times.push(took)
  }
  return median(times)
}

async function measure(endpoint: string, credentialsFile: string): Promise<void> {
  const ask = (expected: number, ...args: readonly string[]) => {
    const place = ['--endpoint', endpoint, '--profile', 'admin']
    return repeated(() => run([launcher, ...args, ...place], expected), pauseMs)
  }
  const bare = await repeated(() => run(['-e', '0'], 0))
  const imports = await repeated(() => run(importing('src/cli/commands/doctor.ts'), 0))
  const { questions, calls } = await questionsAlone(endpoint, credentialsFile)
  const rows: readonly (readonly [string, number])[] = [
    ['doctor, denied', await ask(2, 'doctor', KEY)],
    ['history', await ask(0, 'history', KEY)],
    ['recover, the plan', await ask(0, 'recover', KEY, '--as', 'Administrator')],
  ]
  const from = existsSync(pathOf('dist')) ? 'built' : 'from the sources'
  console.log(`${machine()}; medians of ${rounds}; ${from}`)
  console.log('\n| a fresh process | ms | times bare Node |\n|---|---:|---:|')
  const row = (name: string, ms: number) =>
    console.log(`| ${name} | ${ms.toFixed(0)} | ${(ms / bare).toFixed(1)} |`)
  row('bare Node (`node -e 0`)', bare)
  row('and what `doctor` imports', imports)
  row(`the ${calls} questions of \`doctor\` alone, warm`, questions)
  for (const [name, ms] of rows) row(name, ms)
  const [[, doctorMs] = ['', NaN]] = rows
  const verdict = doctorMs < answerMsMax ? 'within' : 'OVER'
  console.log(`\ndoctor: ${verdict} the ${answerMsMax} ms that a person waits`)
  if (doctorMs >= answerMsMax) process.exitCode = 1
}

/** As the launcher does it, with the compile cache. */
function importing(file: string): readonly string[] {
  const script = `import module from 'node:module'
    module.enableCompileCache()
    await import(${JSON.stringify(new URL(`../${file}`, import.meta.url).href)})`
  return ['--input-type=module', '-e', script]
}

/** In a process that has asked before: neither Node nor the imports count. */
async function questionsAlone(endpoint: string, credentialsFile: string) {
  const proxy = await startProxy(() => 'pass', endpoint)
  const options = { region: 'us-east-1', profile: 'admin', credentialsFile, endpoint }
  const once = async (place: string): Promise<number> => {
    const connection = connect({ ...options, endpoint: place })
    const start = performance.now()
    await diagnose(connection, { key: KEY, lang: 'en', out: join(folder, 'out') })
    const took = performance.now() - start
    disconnect(connection)
    return took
  }
  await once(proxy.endpoint)
  const calls = proxy.calls.length
  await proxy.close()
  return { calls, questions: await repeated(() => once(endpoint), pauseMs) }
}
