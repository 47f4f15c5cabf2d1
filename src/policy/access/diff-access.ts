import { SERVICE_DATA } from '../iam-data.ts'
import type { NamedPolicy } from '../types.ts'
import type { AccessWorld } from './access-world.ts'
import { type Access, accessBy } from './who-can.ts'

/** What a change of key policy does to one principal. */
export interface AccessDifference {
  readonly principal: string
  readonly gains: readonly string[]
  readonly loses: readonly string[]
  /** Allowed before and after, under other conditions. */
  readonly changes: readonly string[]
}

/** Who gains and who loses which actions when `after` replaces `before` on the key. */
export function diffAccess(
  before: NamedPolicy,
  after: NamedPolicy,
  world: AccessWorld,
): readonly AccessDifference[] {
  const had = accessUnder(before, world)
  const has = accessUnder(after, world)
  const principals = new Set([...had.keys(), ...has.keys()])
  return [...principals].flatMap((principal) => {
    const difference = differenceOf(had.get(principal), has.get(principal))
    const { gains, loses, changes } = difference
    return gains.length + loses.length + changes.length > 0 ? [{ principal, ...difference }] : []
  })
}

type Accesses = ReadonlyMap<string, Access>

function accessUnder(policy: NamedPolicy, world: AccessWorld): ReadonlyMap<string, Accesses> {
  const under = { ...world, key: { ...world.key, policy } }
  const found = new Map<string, Map<string, Access>>()
  for (const { action, access } of accessBy(keyActions(), under)) {
    const known = found.get(access.principal) ?? new Map<string, Access>()
    found.set(access.principal, known.set(action, access))
  }
  return found
}

/** Every action on a key; aliases and custom key stores are no matter of key policies. */
export function keyActions(): readonly string[] {
  return Object.entries(SERVICE_DATA.kms?.actions ?? {})
    .filter(([, [, resources]]) => resources.split(' ').includes('key'))
    .map(([name]) => `kms:${name}`)
}

const NOTHING: Accesses = new Map()

function differenceOf(
  had: Accesses = NOTHING,
  has: Accesses = NOTHING,
): Omit<AccessDifference, 'principal'> {
  const both = [...had.keys()].filter((action) => has.has(action))
  return {
    gains: [...has.keys()].filter((action) => !had.has(action)),
    loses: [...had.keys()].filter((action) => !has.has(action)),
    changes: both.filter((action) => termsOf(had.get(action)) !== termsOf(has.get(action))),
  }
}

/** What has to be met, apart from the place where it is written. */
function termsOf(access: Access | undefined): string {
  const terms = (open: Access['unless'][number]) => open.conditions
  return JSON.stringify([
    access?.verdict,
    access?.ways.map((way) => way.map(terms)),
    access?.unless.map(terms),
  ])
}
