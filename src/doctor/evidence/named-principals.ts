// The principals that a key policy names: whether each still is the one that was meant.

import { parseArn } from '../../base/arn.ts'
import type { JsonObject } from '../../base/json.ts'
import { secondMs } from '../../base/sizes.ts'
import type { Connection } from '../connection.ts'
import { isUniqueId, principalsNamedIn } from '../principals.ts'
import { isAbsent, isGot, type Answer } from './answer.ts'
import { askEntity, entityNameOf, isSameIdentity, type Entity } from './entity.ts'

export interface NamedPrincipal {
  /** As the policy has it: an ARN, or a bare unique id. */
  readonly value: string
  /**
   * `gone`: deleted. `recreated`: one of the same name was made after the policy was put.
   * `unknown`: neither IAM nor an event tells, or it belongs to another account.
   */
  readonly fate: 'exists' | 'gone' | 'recreated' | 'unknown'
  /** Undefined when there was nothing to ask. */
  readonly entity: Answer<Entity> | undefined
}

/** Policies name few principals; beyond this the rest stays unknown. */
const askedMax = 30

/** Whose unique id a name had at some time: an event tells it of its caller. */
export interface Sighting {
  readonly arn: string
  readonly uniqueId: string
  /** ISO 8601, to the second. */
  readonly at: string
  /** The key policy had no say for it: AWS refused the call. */
  readonly refused: boolean
}

/** What tells whether a name still stands for whom it was put for. */
export interface Binding {
  /** The time of the event that a rebuilt policy comes from; absent for a current policy. */
  readonly putAt?: string | undefined
  readonly sightings?: readonly Sighting[]
  /** Who asks now: its id is known even where IAM tells nothing. */
  readonly caller?: Pick<Sighting, 'arn' | 'uniqueId'>
}

export function askNamedPrincipals(
  connection: Connection,
  policy: JsonObject,
  account: string,
  binding: Binding = {},
): Promise<readonly NamedPrincipal[]> {
  const names = principalsNamedIn(policy).slice(0, askedMax)
  return Promise.all(names.map((value) => askNamed(connection, value, account, binding)))
}

async function askNamed(
  connection: Connection,
  value: string,
  account: string,
  binding: Binding,
): Promise<NamedPrincipal> {
  // KMS shows the ARN of every principal that exists: a bare unique id is what is left of one.
  if (isUniqueId(value)) return { value, fate: 'gone', entity: undefined }
  const name = parseArn(value)?.account === account ? entityNameOf(value) : undefined
  if (name === undefined) return { value, fate: 'unknown', entity: undefined }
  const entity = await askEntity(connection, name)
  if (isAbsent(entity)) return { value, fate: 'gone', entity }
  const known = isGot(entity) ? entity.got : undefined
  return { value, fate: fateOf(known, value, binding), entity }
}

function fateOf(
  entity: Entity | undefined,
  value: string,
  { putAt, sightings = [], caller }: Binding,
): NamedPrincipal['fate'] {
  // The same name under another path is another principal.
  if (entity && value.startsWith(`arn:aws:iam:`) && entity.arn !== value) return 'gone'
  // KMS shows a name in the current policy only while it stands for whom it was put for.
  if (putAt === undefined) return entity ? 'exists' : 'unknown'
  const now = entity?.uniqueId ?? idOfCaller(caller, value)
  if (now === undefined) return 'unknown'
  const ids = sightings.filter(({ arn }) => isSameIdentity(arn, value))
  // Unique ids are never given twice: who was there before is there still.
  const before = ids.filter(({ at, refused }) => at < putAt || (at === putAt && !refused))
  if (before.some(({ uniqueId }) => uniqueId === now)) return 'exists'
  if (ids.some(({ at, uniqueId }) => at >= putAt && uniqueId !== now)) return 'recreated'
  const wasRefused = ids.some(({ refused }) => refused)
  return fateByTime(entity?.createdAt, putAt, wasRefused)
}

/**
 * Events are told to the second: one made within the second of the event counts as older, unless
 * the key policy that names it did not know it.
 */
function fateByTime(
  createdAt: Date | undefined,
  putAt: string,
  wasRefused: boolean,
): NamedPrincipal['fate'] {
  if (createdAt === undefined) return 'unknown'
  const second = Math.floor(createdAt.getTime() / secondMs) * secondMs
  if (second === Date.parse(putAt)) return wasRefused ? 'recreated' : 'exists'
  return second > Date.parse(putAt) ? 'recreated' : 'exists'
}

function idOfCaller(caller: Binding['caller'], value: string): string | undefined {
  return caller && isSameIdentity(caller.arn, value) ? caller.uniqueId : undefined
}
