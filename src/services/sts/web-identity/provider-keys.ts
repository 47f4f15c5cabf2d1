import type { JsonWebKey } from 'node:crypto'
import type { World } from '../../../base/world.ts'
import { limits } from '../limits.ts'
import { fetchKeys } from './fetch-keys.ts'

type Keys = readonly JsonWebKey[]

interface KnownKeys {
  /** On their way, or there: whoever wants them meanwhile waits for the same answer. */
  readonly keys: Promise<Keys>
  readonly fetchedAtMs: number
}

/** By issuer; each stack of this process has its own. */
const knownTo = new WeakMap<World, Map<string, KnownKeys>>()

/**
 * The provider's key of this id. Keys are kept for an hour; one that is not among them may be new,
 * so they are fetched again, but not at every such token: anybody can send one.
 */
export async function providerKey(
  world: World,
  issuer: string,
  keyId: string,
): Promise<JsonWebKey | undefined> {
  const kept = knownKeys(world).get(issuer)
  if (!kept) return keyOf(await freshKeys(world, issuer, kept), keyId)
  const found = keyOf(await kept.keys, keyId)
  const ageMs = world.now().getTime() - kept.fetchedAtMs
  const isFresh = ageMs < (found ? limits.providerKeysCachedMs : limits.providerKeysAgainMs)
  return isFresh ? found : keyOf(await freshKeys(world, issuer, kept), keyId)
}

/** Fetches the keys, unless somebody has begun to since the caller looked. */
function freshKeys(world: World, issuer: string, seen: KnownKeys | undefined): Promise<Keys> {
  const known = knownKeys(world)
  const current = known.get(issuer)
  if (current && current !== seen) return current.keys
  if (known.size >= limits.providersCachedMax) known.clear()
  const keys = fetchKeys(issuer)
  const fetched = { keys, fetchedAtMs: world.now().getTime() }
  known.set(issuer, fetched)
  keys.catch(() => {
    // What could not be fetched is not kept: the provider may be back at the next token.
    if (known.get(issuer) === fetched) known.delete(issuer)
  })
  return keys
}

function knownKeys(world: World): Map<string, KnownKeys> {
  const known = knownTo.get(world) ?? new Map<string, KnownKeys>()
  knownTo.set(world, known)
  return known
}

const keyOf = (keys: Keys, keyId: string): JsonWebKey | undefined =>
  keys.find(({ kid }) => kid === keyId)
