// What policies can name, looked up without case: actions, condition keys, and which key comes
// with which action.

import { editDistance } from '../../base/edit-distance.ts'
import { GLOBAL_KEYS, SERVICE_DATA, type ServiceData } from '../iam-data.ts'
import { wildcard } from '../match/wildcard.ts'

export interface KnownAction {
  /** `kms:Encrypt`. */
  readonly action: string
  readonly service: string
  readonly resources: readonly string[]
  /** The condition keys of its requests, beside those of every request; in lower case. */
  readonly keys: readonly string[]
}

export interface KnownKey {
  /** As AWS writes it; `${...}` stands for what the writer chooses. */
  readonly name: string
  readonly type: string
}

/** Worked out when first asked for: most who load the engine never lint. */
function lazily<Value>(make: () => Value): () => Value {
  let value: Value | undefined
  return () => (value ??= make())
}

const actionsByService = lazily(
  (): ReadonlyMap<string, readonly KnownAction[]> =>
    new Map(
      Object.entries(SERVICE_DATA).map(([service, data]) => [service, actionsOf(service, data)]),
    ),
)

function actionsOf(service: string, { actions, resources }: ServiceData): readonly KnownAction[] {
  return Object.entries(actions).map(([name, [, onResources, keys]]) => {
    const types = listOf(onResources)
    const ofTypes = types.flatMap((type) => listOf(resources[type]?.[1] ?? ''))
    const all = [...listOf(keys), ...ofTypes].map((key) => key.toLowerCase())
    return { action: `${service}:${name}`, service, resources: types, keys: all }
  })
}

function listOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ')
}

export function isKnownService(service: string): boolean {
  return actionsByService().has(service)
}

/** `kms` of `kms:Encrypt`; of a lone asterisk, the asterisk. */
export function serviceOf(pattern: string): string {
  return pattern.split(':')[0]?.toLowerCase() ?? ''
}

/** The actions of the services that are known which a pattern takes. */
export function actionsMatching(pattern: string): readonly KnownAction[] {
  const service = serviceOf(pattern)
  const candidates =
    service === '*'
      ? [...actionsByService().values()].flat()
      : (actionsByService().get(service) ?? [])
  const matches = wildcard(pattern.toLowerCase())
  return candidates.filter(({ action }) => matches(action.toLowerCase()))
}

const knownKeys = lazily((): readonly KnownKey[] =>
  [
    ...Object.entries(GLOBAL_KEYS),
    ...Object.values(SERVICE_DATA).flatMap(({ keys }) => Object.entries(keys)),
  ].map(([name, type]) => ({ name, type })),
)

const keysByName = lazily(
  (): ReadonlyMap<string, KnownKey> =>
    new Map(knownKeys().map((key) => [key.name.toLowerCase(), key])),
)

/** Keys of which the writer chooses a part. */
const keyForms = lazily(() =>
  knownKeys()
    .filter(({ name }) => name.includes('${'))
    .map((key) => {
      return { key, matches: wildcard(key.name.toLowerCase().replaceAll(/\$\{[^}]*\}/g, '*')) }
    }),
)

/** The key that a policy names, in whatever case. */
export function keyNamed(key: string): KnownKey | undefined {
  const lower = key.toLowerCase()
  return keysByName().get(lower) ?? keyForms().find(({ matches }) => matches(lower))?.key
}

/** Whether all keys with this prefix are known, so that one that is not does not exist. */
export function isKnownPrefix(key: string): boolean {
  const prefix = serviceOf(key)
  return prefix === 'aws' || isKnownService(prefix)
}

/** The keys that some action or resource brings. */
const broughtKeys = lazily(
  (): ReadonlySet<string> =>
    new Set([...actionsByService().values()].flat().flatMap(({ keys }) => keys)),
)

/** The data do not say of every key where it comes from. */
export function isBroughtBySome({ name }: KnownKey): boolean {
  return broughtKeys().has(name.toLowerCase())
}

export function brings({ keys }: KnownAction, { name }: KnownKey): boolean {
  return keys.includes(name.toLowerCase())
}

const DISTANCE_MAX = 3

/** The name that was most likely meant. */
export function closest(text: string, names: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = DISTANCE_MAX + 1
  for (const name of names) {
    if (Math.abs(text.length - name.length) > DISTANCE_MAX) continue
    const distance = editDistance(text.toLowerCase(), name.toLowerCase())
    if (distance < least) [best, least] = [name, distance]
  }
  return best
}

export const actionNames = (service: string): readonly string[] =>
  (actionsByService().get(service) ?? []).map(({ action }) => action)

export const keyNames = (): readonly string[] => knownKeys().map(({ name }) => name)
