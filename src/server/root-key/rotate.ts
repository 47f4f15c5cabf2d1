// A new root key in place of the one that is there, from the same place or from another.
//
//   1. the file has both: whatever stops now, a start opens everything
//   2. everything is sealed anew: by the stack where one is running, otherwise here
//   3. the file has the new one alone
//
// Stopped anywhere, the next call goes on where it was.

import { setTimeout as sleep } from 'node:timers/promises'
import { isJsonObject, parseJson } from '../../base/json.ts'
import { secondMs } from '../../base/sizes.ts'
import type { RotatingSealer } from '../../crypto/seal.ts'
import { createSealer } from '../../crypto/sealer.ts'
import { DirectoryInUse } from '../../store/lock.ts'
import { openSqliteStore } from '../../store/sqlite-store.ts'
import type { Store } from '../../store/store.ts'
import { exclusively, STARTS } from '../exclusively.ts'
import { openStore, type PostgresStoreOptions } from '../open-store.ts'
import { requireSameRootKey } from '../root-key-check.ts'
import { requireOwnState } from '../shared-state.ts'
import { systemWorld } from '../system-world.ts'
import { upkeepFailure } from '../upkeep/failures.ts'
import { sealNextRootKey } from './next-root-key.ts'
import {
  idOf,
  newRootKey,
  requireRootKeys,
  type OpenedRootKey,
  type RootKeys,
} from './open-root-keys.ts'
import { resealAll } from './reseal.ts'
import {
  removeRootKeyFile,
  replaceRootKeyFile,
  rootKeyFileOf,
  type RootKeyLine,
} from './root-key-file.ts'
import type { RootKeyOptions, RootKeySource } from './root-key-source.ts'
import { readEndpoint } from './stack-endpoint.ts'

export interface RotateOptions extends RootKeyOptions {
  readonly data: string
  /** Undefined: from where the root key comes now. */
  readonly to: RootKeySource | undefined
  /** Undefined: where the stack has said it answers. */
  readonly endpoint: string | undefined
  /** Where nodes have their state in a database: none of them may run. */
  readonly shared?: PostgresStoreOptions
}

export interface Rotated {
  readonly provider: RootKeySource['provider']
  /** In hexadecimal; every seal begins with it. */
  readonly rootKeyId: string
  readonly resealed: number
  /** Whether a stack was running and did it. */
  readonly byStack: boolean
  /** Whether an earlier call had begun it. */
  readonly resumed: boolean
}

const world = systemWorld()

export async function rotateRootKey(options: RotateOptions): Promise<Rotated> {
  const { data, shared } = options
  if (!shared) {
    requireOwnState(data, 'rotationOfShared')
    return rotateIn(options, () => openUnlessInUse(data))
  }
  const store = await openStore(data, shared, world)
  try {
    // A node that starts meanwhile waits, and finds then that its root key is the old one.
    return await exclusively(store, STARTS, async () => {
      await requireAlone(store, shared)
      return rotateIn(options, async () => store)
    })
  } finally {
    await store.close()
  }
}

/** This command is one of them. */
async function requireAlone(store: Store, { postgres: { name } }: PostgresStoreOptions) {
  const nodes = await store.nodes()
  if (nodes > 1) throw upkeepFailure('nodesAtWork', { name, count: String(nodes - 1) })
}

/** Undefined: a stack has it. */
type OpenState = () => Promise<Store | undefined>

async function rotateIn(options: RotateOptions, open: OpenState): Promise<Rotated> {
  const { data, to } = options
  const found = await requireRootKeys(options)
  const resumed = found.former.length > 0
  if (resumed && to && to.provider !== found.current.line.provider) {
    throw upkeepFailure('rotationUnderWay', { asked: to.provider })
  }
  const keys = resumed ? found : await begin(options, found)
  const { resealed, byStack } = await resealEverywhere(options, keys, open)
  finish(data, keys.current)
  const { line, rootKey } = keys.current
  return { provider: line.provider, rootKeyId: idOf(rootKey), resealed, byStack, resumed }
}

/** From here on a start opens what either of them has sealed. */
async function begin(
  { data, to, source, asking }: RotateOptions,
  { current }: RootKeys,
): Promise<RootKeys> {
  const target = to ?? sourceOf(current.line, source)
  const next = await newRootKey(target, asking, world, 'next')
  replaceRootKeyFile(rootKeyFileOf(data), [next.line, current.line])
  return { current: next, former: [current] }
}

/** The same KMS key, under the same endpoint, or the same variable. */
function sourceOf(line: RootKeyLine, source: RootKeySource | undefined): RootKeySource {
  switch (line.provider) {
    case 'file':
    case 'passphrase':
      return { provider: line.provider }
    case 'aws-kms': {
      const { provider, keyId, endpoint } = line
      return source?.provider === 'aws-kms'
        ? source
        : { provider, keyId, ...(endpoint !== undefined && { endpoint }) }
    }
    case 'pkcs11': {
      const { rootKeyId: _rootKeyId, hash: _hash, wrapped: _wrapped, ...key } = line
      return source?.provider === 'pkcs11' ? source : key
    }
    case 'env':
      return { provider: 'env', variable: line.variable }
  }
}

function finish(data: string, { line }: OpenedRootKey): void {
  const file = rootKeyFileOf(data)
  if (line.provider === 'env') removeRootKeyFile(file)
  else replaceRootKeyFile(file, [line])
}

async function resealEverywhere(
  options: RotateOptions,
  { current, former }: RootKeys,
  open: OpenState,
) {
  const earlier = former.map(({ rootKey }) => rootKey)
  const sealer = createSealer(current.rootKey, world, earlier)
  const store = await open()
  if (store) return { resealed: await resealHere(store, sealer, options), byStack: false }
  // Sealed under the one that the stack has, if it has not taken the new one yet.
  const [under = current.rootKey] = earlier
  const sealed = sealNextRootKey(current.rootKey, createSealer(under, world))
  return { resealed: await resealByStack(options, sealed), byStack: true }
}

async function openUnlessInUse(data: string): Promise<Store | undefined> {
  try {
    return await openSqliteStore({ directory: data, world })
  } catch (fault) {
    if (fault instanceof DirectoryInUse) return undefined
    throw fault
  }
}

async function resealHere(
  store: Store,
  sealer: RotatingSealer,
  { data, source, shared }: RotateOptions,
): Promise<number> {
  try {
    await requireSameRootKey({ store, sealer }, data, source)
    return await resealAll(store, sealer)
  } finally {
    // One that nodes share is still to be told that others may start.
    if (!shared) await store.close()
  }
}

const askEveryMs = secondMs / 5

async function resealByStack(options: RotateOptions, sealed: string): Promise<number> {
  const { data } = options
  const endpoint = options.endpoint ?? readEndpoint(data)
  if (endpoint === undefined) throw upkeepFailure('stackNotFound', { data })
  for (;;) {
    const state = await askStack(endpoint, sealed)
    if (state['done'] === true) return Number(state['resealed'])
    await sleep(askEveryMs)
  }
}

async function askStack(endpoint: string, sealed: string) {
  const refused = (reason: string, cause?: unknown) =>
    upkeepFailure('rotationRefused', { endpoint, reason }, { cause })
  const body = JSON.stringify({ sealed })
  const request = { method: 'POST', body, headers: { 'content-type': 'application/json' } }
  const answer = await fetch(`${endpoint}/_sparekey/root-key`, request).catch((cause: unknown) => {
    throw refused(cause instanceof Error ? cause.message : String(cause), cause)
  })
  const value = parseJson(await answer.text())
  if (!isJsonObject(value)) throw refused(`HTTP ${answer.status}`)
  if (!answer.ok) throw refused(String(value['message']))
  return value
}
