// Composes the stack: root key, store, accounts, services, listener.

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { AccountId } from '../base/account-id.ts'
import type { RootAccessKey } from '../services/iam/api.ts'
import { createSealer } from '../crypto/sealer.ts'
import type { Store } from '../store/store.ts'
import { decidedAnew } from '../store/store.ts'
import { ensureAccounts, type RootOfAccount } from './accounts.ts'
import type { Profile } from './credentials-file.ts'
import { accessKeyIdsIn, writeProfiles } from './credentials-file.ts'
import type { Doors } from './doors.ts'
import { openDoors } from './doors.ts'
import { DueWork } from './due-work.ts'
import { exclusively, STARTS } from './exclusively.ts'
import type { House } from './exchange.ts'
import { KeyStoreConnections } from './key-store-connections.ts'
import { limits } from './limits.ts'
import { openLog } from './log.ts'
import { stackMetrics } from './metrics/stack-metrics.ts'
import { rootProfiles, writeOpenedProfile } from './opened-accounts.ts'
import { operatorActions } from './operator-actions.ts'
import { operatorEndpoints } from './operator-endpoints.ts'
import { openStore } from './open-store.ts'
import { openQueries } from './queries/open-queries.ts'
import { QueryRuns } from './queries/query-runs.ts'
import { registry } from './registry.ts'
import { openRootKeys } from './root-key/open-root-keys.ts'
import { fileAlone } from './root-key/root-key-source.ts'
import { removeEndpoint, writeEndpoint } from './root-key/stack-endpoint.ts'
import type { SealingKeys, ServerOptions } from './server-options.ts'
import { requireSameRootKey } from './root-key-check.ts'
import { seedAccounts } from './seed/seed-accounts.ts'
import type { SeedStep } from './seed/seeder.ts'
import { noteSharedState } from './shared-state.ts'
import { signingKeys } from './signing-keys.ts'
import type { SystemWorld } from './system-world.ts'
import { systemWorld } from './system-world.ts'
import { OtlpExporter } from './traces/otlp-exporter.ts'
import { RequestRates } from './throttle/request-rates.ts'
import { RequestWatch } from './watch/request-watch.ts'

export interface RunningServer extends Omit<Doors, 'close'> {
  readonly accounts: readonly string[]
  readonly credentialsFile: string | undefined
  readonly clock: SystemWorld
  /** What the seed has changed; undefined: there was no seed. */
  readonly seeded: readonly SeedStep[] | undefined
  /** Lets requests in flight finish, and everything queued become durable. */
  close(): Promise<void>
}

export async function startServer({
  rootAccessKey,
  ...options
}: ServerOptions): Promise<RunningServer> {
  const world = systemWorld()
  // Before the directory is there: only a new one gets a new root key.
  const rootKey = options.rootKey ?? fileAlone
  const rootKeys =
    options.rootKeys ?? (await ownRootKeys({ data: options.data, ...rootKey }, world))
  rootKey.asking.forget()
  mkdirSync(options.data, { recursive: true, mode: 0o700 })
  const store = await openStore(options.data, options.shared, world)
  noteSharedState(options.data, options.shared)
  const queryRuns = new QueryRuns()
  const keyStores = new KeyStoreConnections(options.xks ?? {})
  const log = openLog(options.logLevel ?? 'warn')
  const spans = options.otlp === undefined ? undefined : new OtlpExporter(options.otlp, log)
  const credentialsFile = options.credentialsFile ? join(options.data, 'credentials') : undefined
  const house: House = {
    world,
    store,
    sealer: createSealer(rootKeys.current, world, rootKeys.former),
    services: registry({
      lookupEventsPerSecond: options.lookupEventsPerSecond,
      queryRunner: queryRuns,
      keyStores: { proxies: keyStores.proxies, connector: keyStores },
    }),
    signingKeys: signingKeys(limits.signingKeysCachedMax),
    trailIntervalMs: options.trailIntervalMs ?? limits.trailIntervalMs,
    allowsServiceCalls: options.insecureAllowServiceCalls ?? false,
    accountOpened: (account) => {
      if (!credentialsFile) return
      writeOpenedProfile(house, { path: credentialsFile, region: options.region }, account)
    },
    log,
    requests: new RequestWatch(log, spans),
    requestsInFlightMax: options.requestsInFlightMax ?? limits.requestsInFlightMax,
    rates: options.throttle ? new RequestRates() : undefined,
  }
  try {
    // Not by a function made here: what that one sees lives as long as any other made here does,
    // and the secret would with it.
    const founded = await foundAlone(house, { ...options, rootAccessKey }, credentialsFile)
    if (rootKeys.former.length > 0) log.warn(ROTATION_UNFINISHED)
    return await openHouse(house, options, {
      ...{ world, store, queryRuns, keyStores, credentialsFile, spans },
      ...founded,
    })
  } catch (cause) {
    await store.close()
    throw cause
  }
}

const ROTATION_UNFINISHED =
  'the root key is being rotated, and both are in use: `sparekey root-key rotate` finishes it'

async function ownRootKeys(...place: Parameters<typeof openRootKeys>): Promise<SealingKeys> {
  const { current, former } = await openRootKeys(...place)
  return { current: current.rootKey, former: former.map(({ rootKey }) => rootKey) }
}

interface Opened {
  readonly world: SystemWorld
  readonly store: Store
  readonly queryRuns: QueryRuns
  readonly keyStores: KeyStoreConnections
  readonly credentialsFile: string | undefined
  readonly spans: OtlpExporter | undefined
  readonly roots: readonly RootOfAccount[]
  readonly seeded: readonly SeedStep[] | undefined
}

interface FoundingOptions extends Omit<ServerOptions, 'rootAccessKey'> {
  readonly rootAccessKey: RootAccessKey | undefined
}

/** Of several nodes one after the other: two that start at once would both find an empty store. */
function foundAlone(
  house: House,
  options: FoundingOptions,
  credentialsFile: string | undefined,
): ReturnType<typeof found> {
  return exclusively(house.store, STARTS, async () => {
    await requireSameRootKey(house, options.data, (options.rootKey ?? fileAlone).source)
    return decidedAnew(() => found(house, options, credentialsFile))
  })
}

/** What the stack is to hold before anybody meets it. */
async function found(house: House, options: FoundingOptions, credentialsFile: string | undefined) {
  const accounts = accountsOf(options)
  const seeded = await seed(house, { ...options, accounts }, credentialsFile)
  const roots = await ensureAccounts(house, accounts, options.rootAccessKey)
  if (credentialsFile) writeProfiles(credentialsFile, options.region, rootProfiles(house))
  return { seeded, roots }
}

async function openHouse(
  house: House,
  options: Omit<ServerOptions, 'rootAccessKey'>,
  { world, store, queryRuns, keyStores, credentialsFile, spans, roots, seeded }: Opened,
): Promise<RunningServer> {
  const { data, scratch = data, athenaEngine: engine = 'duckdb', queriesWait = false } = options
  const queries = await openQueries(house, queryRuns, { data: scratch, engine, queriesWait })
  const dueWork = new DueWork(house)
  let isStopping = false
  const unready = () => (isStopping ? 'the stack is stopping' : store.trouble())
  const metrics = stackMetrics({
    ...{ store, registry: house.requests.registry, unready },
    ...(options.pageOfAll && { pageOfAll: options.pageOfAll }),
  })
  const stack = { world, store, roots, credentialsFile, dueWork, queries, unready, metrics }
  const actions = operatorActions(house, options, stack)
  const operator = operatorEndpoints(actions, options.host)
  const doors = await openDoors(house, operator, options)
  dueWork.start()
  keyStores.start(house)
  writeEndpoint(data, doors.endpoint)
  return {
    ...doors,
    accounts: roots.map(({ account }) => account),
    credentialsFile,
    clock: world,
    seeded,
    close: async () => {
      isStopping = true
      if (options.drainMs) await wait(options.drainMs)
      removeEndpoint(data)
      metrics.close()
      await doors.close()
      await spans?.close()
      await dueWork.stop()
      await keyStores.stop()
      await queries.close()
      await store.close()
    },
  }
}

/** Those that were asked for, then those that only the seed names. */
function accountsOf({
  accounts,
  seed: source,
}: Pick<ServerOptions, 'accounts' | 'seed'>): readonly AccountId[] {
  return [...new Set([...accounts, ...(source ? seedAccounts(source) : [])])]
}

async function seed(
  house: House,
  options: Pick<ServerOptions, 'seed' | 'region'> & {
    readonly rootAccessKey: RootAccessKey | undefined
    readonly accounts: readonly AccountId[]
  },
  file: string | undefined,
): Promise<readonly SeedStep[] | undefined> {
  const { seed: source, accounts, rootAccessKey, region } = options
  if (!source) return undefined
  const credentials = {
    areWritten: file !== undefined,
    accessKeyIds: file === undefined ? new Map<string, string>() : accessKeyIdsIn(file),
    write: (profiles: readonly Profile[]) => {
      if (file !== undefined && profiles.length > 0) writeProfiles(file, region, profiles)
    },
  }
  const { applySeed } = await import('./seed/apply-seed.ts')
  return applySeed(house, source, { accounts, rootAccessKey, credentials })
}
