import { resolve } from 'node:path'
import { parseAccountId, type AccountId } from '../../base/account-id.ts'
import { parseRegion, type Region } from '../../base/region.ts'
import { settleMemory } from '../../base/settle-memory.ts'
import type { Consistency } from '../../server/consistency.ts'
import type { LogLevel } from '../../server/log-levels.ts'
import type { AthenaEngine } from '../../server/queries/athena-engine.ts'
import { parseAthenaEngine } from '../../server/queries/athena-engine.ts'
import type { ServerOptions } from '../../server/server-options.ts'
import type { SeedSource } from '../../server/seed/apply-seed.ts'
import { seedAccounts } from '../../server/seed/seed-accounts.ts'
import { parsePostgresAddress } from '../../server/open-store.ts'
import { startServer, type RunningServer } from '../../server/start.ts'
import { startWorkers } from '../../server/workers/primary.ts'
import { isWorker, runWorker } from '../../server/workers/worker.ts'
import { SeedFailure } from '../../seed/problem.ts'
import { givenCertificate, requireSafeNetwork, type ListeningOptions } from '../certificate.ts'
import { EXAMPLE_ACCOUNT } from '../example-account.ts'
import { failure } from '../failure.ts'
import { readInputFile } from '../input-file.ts'
import { rootKeyOptions } from '../root-key-options.ts'
import { startFailure } from '../start-failure.ts'
import { stopSignal } from '../stop-signal.ts'
import type { Terminal } from '../terminal.ts'
import { requireVpcEndpoints } from '../vpc-endpoints.ts'
import { banner } from '../words/serve.ts'
import { requireXksProxies } from '../xks-proxies.ts'

export interface ServeOptions extends ListeningOptions {
  readonly port: number
  readonly data: string
  readonly region: string
  readonly rootKey?: string
  /** Undefined: the data directory. */
  readonly store?: string
  readonly consistency: Consistency
  /** Processes that answer requests. */
  readonly workers: number
  readonly objects?: string
  /** Undefined: none was named. */
  readonly account?: readonly string[]
  readonly seed?: string
  readonly json?: boolean
  readonly lookupEventsRate: number | 'off'
  /** In milliseconds. */
  readonly trailInterval: number
  readonly athenaEngine: string
  readonly throttle?: boolean
  readonly requestsMax: number
  readonly logLevel: LogLevel
  readonly otlp?: string
  /** In milliseconds. */
  readonly drain: number
  readonly insecureAllowReset?: boolean
  readonly insecureAllowClock?: boolean
  readonly insecureAllowServiceCalls?: boolean
  readonly vpcEndpoint: readonly string[]
  readonly xksProxy: readonly string[]
  readonly xksCa?: string
  readonly credentialsFile: boolean
  readonly console: boolean
  /** Undefined: none was named. */
  readonly consolePort?: number
}

/** Serves until a signal ends it. */
export async function serve(options: ServeOptions, terminal: Terminal): Promise<number> {
  // A report that Node makes when asked, or when it fails, has the credentials of AWS otherwise.
  process.report.excludeEnv = true
  if (isWorker()) {
    await runWorker(await serverOptions(options, terminal))
    return Number(process.exitCode ?? 0)
  }
  const server = await started(options, terminal).catch((thrown: unknown) => {
    throw startFailure(thrown, options)
  })
  const { endpoint, accounts, credentialsFile } = server
  // The console brings the doctor along, and a stack without it does without both.
  const pages = options.console
    ? await (
        await import('../serve-console.ts')
      )
        .serveConsole(server, options, terminal)
        .catch(async (thrown: unknown) => {
          // A server that goes on listening would keep the process from ending.
          await server.close()
          throw thrown
        })
    : undefined
  const vpcEndpoints = Object.fromEntries(server.vpcEndpoints)
  const ready = {
    endpoint,
    console: pages?.link() ?? null,
    ...(server.vpcEndpoints.size > 0 && { vpcEndpoints }),
    accounts,
    credentialsFile: credentialsFile ?? null,
  }
  const seeded = server.seeded && { seeded: server.seeded }
  const stopped = stopSignal(hangUpOf(server, options, terminal))
  if (options.json) terminal.print(JSON.stringify({ ...ready, ...seeded, pid: process.pid }))
  else terminal.print(banner(terminal.language, server, options))
  pages?.tellLinks()
  tellStarter(ready)
  const memory = settleMemory()
  await stopped
  memory.end()
  await pages?.close()
  await server.close()
  return 0
}

/** What the command needs of a stack, whoever answers its requests. */
type Started = Pick<
  RunningServer,
  'endpoint' | 'ownEndpoint' | 'vpcEndpoints' | 'accounts' | 'credentialsFile' | 'seeded' | 'close'
> &
  Partial<Pick<RunningServer, 'reloadCertificate'>>

async function started(options: ServeOptions, terminal: Terminal): Promise<Started> {
  const { workers } = options
  if (workers === 1) return startServer(await serverOptions(options, terminal))
  if (options.insecureAllowClock) throw failure('workersHaveClocks', {})
  const { ready, close } = await startWorkers(await serverOptions(options, terminal), workers)
  const seeded = ready.seeded as RunningServer['seeded']
  return { ...ready, seeded, vpcEndpoints: new Map(ready.vpcEndpoints), close }
}

/**
 * A service is told by SIGHUP that its certificate was renewed. Of a stack in a terminal it says
 * that the terminal is gone.
 */
function hangUpOf(
  { reloadCertificate }: Started,
  { tlsCert }: ServeOptions,
  { interactive }: Terminal,
): (() => void) | undefined {
  return tlsCert !== undefined && !interactive ? reloadCertificate : undefined
}

/**
 * A starter that was killed meanwhile cannot be told, and that is no failure: the channel's end
 * stops the stack (bin/sparekey.js), which a thrown EPIPE would leave running with nobody waiting.
 */
function tellStarter(ready: object): void {
  process.send?.(ready, undefined, undefined, () => undefined)
}

async function serverOptions(options: ServeOptions, terminal: Terminal): Promise<ServerOptions> {
  const { port, host, lookupEventsRate, credentialsFile } = options
  const certificate = givenCertificate(options)
  requireSafeNetwork(options)
  const rootAccessKey = rootAccessKeyOf(terminal.env)
  const seed = options.seed === undefined ? undefined : await readSeedFile(options.seed)
  return {
    port,
    host,
    ...(certificate && { certificate: certificate.files, consoleDoor: options.console }),
    data: resolve(options.data),
    ...sharedStore(options),
    rootKey: rootKeyOptions(options.rootKey, terminal),
    region: requireRegion(options.region),
    accounts: accountsOf(options, seed),
    lookupEventsPerSecond: lookupEventsRate === 'off' ? undefined : lookupEventsRate,
    trailIntervalMs: options.trailInterval,
    athenaEngine: requireAthenaEngine(options.athenaEngine),
    throttle: options.throttle ?? false,
    // Of each process, so that all together take no more.
    requestsInFlightMax: Math.ceil(options.requestsMax / options.workers),
    logLevel: options.logLevel,
    ...(options.otlp !== undefined && { otlp: requireCollector(options.otlp) }),
    drainMs: options.drain,
    insecureAllowReset: options.insecureAllowReset ?? false,
    insecureAllowClock: options.insecureAllowClock ?? false,
    insecureAllowServiceCalls: options.insecureAllowServiceCalls ?? false,
    insecurePlainHttp: options.insecurePlainHttp ?? false,
    vpcEndpoints: requireVpcEndpoints(options.vpcEndpoint),
    xks: requireXksProxies(options.xksProxy, options.xksCa),
    credentialsFile,
    ...(rootAccessKey ? { rootAccessKey } : {}),
    ...(seed ? { seed } : {}),
  }
}

function sharedStore({ store, consistency, objects }: ServeOptions): Pick<ServerOptions, 'shared'> {
  if (store === undefined) {
    if (objects !== undefined) throw failure('objectsWithoutStore', {})
    return {}
  }
  const postgres = parsePostgresAddress(store)
  return { shared: { postgres, consistency, ...(objects !== undefined && { objects }) } }
}

/** Those that were named, or those of the seed, or the one of AWS's examples. */
function accountsOf({ account }: ServeOptions, seed: SeedSource | undefined) {
  const named = account ?? (seed ? seedAccounts(seed) : [])
  const [first = EXAMPLE_ACCOUNT, ...more] = named
  return [requireAccount(first), ...more.map(requireAccount)] as const
}

async function readSeedFile(file: string): Promise<SeedSource> {
  // YAML takes its memory for good: only who brings a seed has to have it.
  const { readSeed } = await import('../../seed/read-seed.ts')
  const read = readSeed(readInputFile(file))
  if ('placed' in read) return { ...read.placed, file }
  throw new SeedFailure(file, read.problems)
}

function requireAccount(text: string): AccountId {
  const account = parseAccountId(text)
  if (account) return account
  throw failure('noAccountDigits', { text }, { lines: ['--account 111122223333'] })
}

function requireRegion(text: string): Region {
  const region = parseRegion(text)
  if (region) return region
  throw failure('noRegion', { text }, { lines: ['--region us-east-1'] })
}

function requireAthenaEngine(text: string): AthenaEngine {
  const engine = parseAthenaEngine(text)
  if (engine) return engine
  const lines = ['--athena-engine trino=http://127.0.0.1:8080']
  throw failure('noAthenaEngine', { text }, { lines })
}

function requireCollector(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text
  throw failure('noCollector', { text }, { lines: ['--otlp http://127.0.0.1:4318'] })
}

function rootAccessKeyOf(env: Terminal['env']): ServerOptions['rootAccessKey'] {
  const accessKeyId = env.SPAREKEY_ROOT_ACCESS_KEY_ID
  const secretAccessKey = env.SPAREKEY_ROOT_SECRET_ACCESS_KEY
  // It is in the store from now on: neither a report of Node's nor another process is to have it.
  delete process.env['SPAREKEY_ROOT_SECRET_ACCESS_KEY']
  if (!accessKeyId && !secretAccessKey) return undefined
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey }
  throw failure('halfRootKey', {})
}
