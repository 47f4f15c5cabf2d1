import type { JsonWebKey } from 'node:crypto'
import type { World } from '../../../base/world.ts'
import { limits } from '../limits.ts'
import { fetchKeys } from './fetch-keys.ts'

interface KnownKeys {
  readonly keys: readonly JsonWebKey[]
  readonly fetchedAtMs: number
}

/** By issuer; each stack of this process has its own. */
const knownTo = new WeakMap<World, Map<string, KnownKeys>>()

/**
 * The provider's key of this id. Keys are kept for an hour; one that is not among them may be new,
 * so they are fetched again, but not at every such token.
 */
export async function providerKey(
  world: World,
  issuer: string,
  keyId: string,
): Promise<JsonWebKey | undefined> {
  const known = knownKeys(world)
  const nowMs = world.now().getTime()
  const kept = known.get(issuer)
  const ageMs = kept ? nowMs - kept.fetchedAtMs : Infinity
  const found = kept && keyOf(kept.keys, keyId)
  if (found && ageMs < limits.providerKeysCachedMs) return found
  if (!found && ageMs < limits.providerKeysAgainMs) return undefined
  const keys = await fetchKeys(issuer)
  if (known.size >= limits.providersCachedMax) known.clear()
  known.set(issuer, { keys, fetchedAtMs: nowMs })
  return keyOf(keys, keyId)
}

function knownKeys(world: World): Map<string, KnownKeys> {
  const known = knownTo.get(world) ?? new Map<string, KnownKeys>()
  knownTo.set(world, known)
  return known
}

const keyOf = (keys: readonly JsonWebKey[], keyId: string): JsonWebKey | undefined =>
  keys.find(({ kid }) => kid === keyId)
