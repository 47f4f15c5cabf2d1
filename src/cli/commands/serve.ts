import { once } from 'node:events'
import { resolve } from 'node:path'
import { parseAccountId, type AccountId } from '../../base/account-id.ts'
import { parseRegion, type Region } from '../../base/region.ts'
import type { AthenaEngine } from '../../server/queries/athena-engine.ts'
import { parseAthenaEngine } from '../../server/queries/athena-engine.ts'
import type { ServerOptions } from '../../server/server-options.ts'
import { startServer } from '../../server/start.ts'
import { Failure } from '../failure.ts'
import { startFailure } from '../start-failure.ts'
import type { Terminal } from '../terminal.ts'
import { requireVpcEndpoints } from '../vpc-endpoints.ts'
import { banner } from '../words/serve.ts'

export interface ServeOptions {
  readonly port: number
  readonly host: string
  readonly data: string
  readonly region: string
  readonly account: readonly string[]
  readonly json?: boolean
  readonly lookupEventsRate: number | 'off'
  /** In milliseconds. */
  readonly trailInterval: number
  readonly athenaEngine: string
  readonly insecureAllowReset?: boolean
  readonly insecureAllowClock?: boolean
  readonly insecureAllowServiceCalls?: boolean
  readonly vpcEndpoint: readonly string[]
  readonly credentialsFile: boolean
}

/** Serves until a signal ends it. */
export async function serve(options: ServeOptions, terminal: Terminal): Promise<number> {
  const server = await startServer(serverOptions(options, terminal.env)).catch(
    (thrown: unknown) => {
      throw startFailure(thrown, options)
    },
  )
  const { endpoint, accounts, credentialsFile } = server
  const vpcEndpoints = Object.fromEntries(server.vpcEndpoints)
  const ready = {
    endpoint,
    console: null,
    ...(server.vpcEndpoints.size > 0 && { vpcEndpoints }),
    accounts,
    credentialsFile: credentialsFile ?? null,
  }
  const stopped = stopSignal()
  if (options.json) terminal.print(JSON.stringify({ ...ready, pid: process.pid }))
  else terminal.print(banner(terminal.language, server, options))
  process.send?.(ready)
  await stopped
  await server.close()
  return 0
}

function serverOptions(options: ServeOptions, env: Terminal['env']): ServerOptions {
  const { port, host, lookupEventsRate, credentialsFile } = options
  const rootAccessKey = rootAccessKeyOf(env)
  return {
    port,
    host,
    data: resolve(options.data),
    region: requireRegion(options.region),
    accounts: requireAccounts(options.account),
    lookupEventsPerSecond: lookupEventsRate === 'off' ? undefined : lookupEventsRate,
    trailIntervalMs: options.trailInterval,
    athenaEngine: requireAthenaEngine(options.athenaEngine),
    insecureAllowReset: options.insecureAllowReset ?? false,
    insecureAllowClock: options.insecureAllowClock ?? false,
    insecureAllowServiceCalls: options.insecureAllowServiceCalls ?? false,
    vpcEndpoints: requireVpcEndpoints(options.vpcEndpoint),
    credentialsFile,
    ...(rootAccessKey ? { rootAccessKey } : {}),
  }
}

function requireAccounts(texts: readonly string[]): readonly [AccountId, ...AccountId[]] {
  const [first = '', ...more] = texts
  return [requireAccount(first), ...more.map(requireAccount)]
}

function requireAccount(text: string): AccountId {
  const account = parseAccountId(text)
  if (account) return account
  throw new Failure(`\`${text}\` is not an account: twelve digits`, ['--account 111122223333'])
}

function requireRegion(text: string): Region {
  const region = parseRegion(text)
  if (region) return region
  throw new Failure(`\`${text}\` is not a Region`, ['--region us-east-1'])
}

function requireAthenaEngine(text: string): AthenaEngine {
  const engine = parseAthenaEngine(text)
  if (engine) return engine
  throw new Failure(`\`${text}\` is not an engine for Athena: duckdb, or trino=URL`, [
    '--athena-engine trino=http://127.0.0.1:8080',
  ])
}

function rootAccessKeyOf(env: Terminal['env']): ServerOptions['rootAccessKey'] {
  const accessKeyId = env.SPAREKEY_ROOT_ACCESS_KEY_ID
  const secretAccessKey = env.SPAREKEY_ROOT_SECRET_ACCESS_KEY
  if (!accessKeyId && !secretAccessKey) return undefined
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey }
  throw new Failure('half an access key is set for the root user', [
    'set both SPAREKEY_ROOT_ACCESS_KEY_ID and SPAREKEY_ROOT_SECRET_ACCESS_KEY',
  ])
}

/** Resolves with the first signal; those that follow, while the store closes, are not deadly. */
async function stopSignal(): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, () => undefined)
  await Promise.race(signals.map((signal) => once(process, signal)))
}
