// The principals that a key policy names: whether each still is the one that was meant.

import { parseArn } from '../../base/arn.ts'
import type { JsonObject } from '../../base/json.ts'
import { secondMs } from '../../base/sizes.ts'
import type { Connection } from '../connection.ts'
import { isUniqueId, principalsNamedIn } from '../principals.ts'
import { isAbsent, isGot, type Answer } from './answer.ts'
import { askEntity, entityNameOf, type Entity } from './entity.ts'

export interface NamedPrincipal {
  /** As the policy has it: an ARN, or a bare unique id. */
  readonly value: string
  /**
   * `gone`: deleted. `recreated`: one of the same name was made after the policy was put.
   * `unknown`: IAM did not say, or it belongs to another account.
   */
  readonly fate: 'exists' | 'gone' | 'recreated' | 'unknown'
  /** Undefined when there was nothing to ask. */
  readonly entity: Answer<Entity> | undefined
}

/** Policies name few principals; beyond this the rest stays unknown. */
const askedMax = 30

/** `putAt`: the time of the event that a rebuilt policy comes from; undefined for the current. */
export function askNamedPrincipals(
  connection: Connection,
  policy: JsonObject,
  account: string,
  putAt: string | undefined,
): Promise<readonly NamedPrincipal[]> {
  const names = principalsNamedIn(policy).slice(0, askedMax)
  return Promise.all(names.map((value) => askNamed(connection, value, account, putAt)))
}

async function askNamed(
  connection: Connection,
  value: string,
  account: string,
  putAt: string | undefined,
): Promise<NamedPrincipal> {
  // KMS shows the ARN of every principal that exists: a bare unique id is what is left of one.
  if (isUniqueId(value)) return { value, fate: 'gone', entity: undefined }
  const name = parseArn(value)?.account === account ? entityNameOf(value) : undefined
  if (name === undefined) return { value, fate: 'unknown', entity: undefined }
  const entity = await askEntity(connection, name)
  if (isAbsent(entity)) return { value, fate: 'gone', entity }
  if (!isGot(entity)) return { value, fate: 'unknown', entity }
  return { value, fate: fateOf(entity.got, value, putAt), entity }
}

function fateOf({ arn, createdAt }: Entity, value: string, putAt: string | undefined) {
  // The same name under another path is another principal.
  if (value.startsWith(`arn:aws:iam:`) && arn !== value) return 'gone'
  if (putAt === undefined || createdAt === undefined) return 'exists'
  // Events are told to the second: one made within the second of the event counts as older.
  const second = Math.floor(createdAt.getTime() / secondMs) * secondMs
  return second > Date.parse(putAt) ? 'recreated' : 'exists'
}
