// Every key of one Region: its metadata, aliases, policy and grants, side by side.

import { paginateListKeys } from '@aws-sdk/client-kms'
import type { Connection } from '../../connection.ts'
import { ask, gotOf, isGot, isUnseen, type Answer, type Failed, type Refused } from '../answer.ts'
import { askAliases } from '../key.ts'
import type { AccountKey } from './account-key.ts'
import { askKeyUsage } from './key-usage.ts'
import { askLastKnownPolicies } from './last-known-policies.ts'
import { askAccountKey } from './one-key.ts'
import { Pace } from './pace.ts'
import { sideBySide } from './side-by-side.ts'

export interface RegionKeys {
  readonly region: string
  readonly keys: readonly AccountKey[]
  /** The keys could be listed. */
  readonly listed: boolean
  /** What was refused of the Region as a whole. */
  readonly unseen: readonly (Refused | Failed)[]
  /** Keys that were not reached before an interruption. */
  readonly notReached: number
}

export interface RegionKeysOptions {
  readonly region: string
  readonly now: Date
  readonly signal?: AbortSignal | undefined
  readonly tell?: (done: number, keys: number) => void
}

/** Below KMS's rate for ListGrants, 100 a second, at the latencies that a person has. */
const keysAtOnce = 12
const itemsPerPage = 1000

export async function askRegionKeys(
  connection: Connection,
  options: RegionKeysOptions,
): Promise<RegionKeys> {
  const { region, signal } = options
  const [ids, listed] = await Promise.all([listKeys(connection), askAliases(connection)])
  const refused = [ids, listed].filter((answer) => isUnseen(answer))
  if (!isGot(ids)) return { region, keys: [], listed: false, unseen: refused, notReached: 0 }
  const names = aliasesByKey(listed)
  const limits = { knowsRotation: true }
  let done = 0
  const asked = await sideBySide(ids.got, { atOnce: keysAtOnce, signal }, async ({ id, arn }) => {
    const aliases = names.get(id) ?? []
    const key = await askAccountKey(connection, { arn, aliases, limits })
    options.tell?.((done += 1), ids.got.length)
    return key
  })
  const keys = asked.filter((key) => key !== undefined)
  const told = await withEvents(connection, keys, options)
  return {
    region,
    keys: told.keys,
    listed: true,
    unseen: [...refused, ...told.unseen],
    notReached: ids.got.length - keys.length,
  }
}

/** What the event history must be asked for: once for all keys, at two requests a second. */
async function withEvents(
  connection: Connection,
  keys: readonly AccountKey[],
  { now, signal }: RegionKeysOptions,
): Promise<Pick<RegionKeys, 'keys' | 'unseen'>> {
  const lost = keys.filter(({ policy }) => isUnseen(policy)).map(({ arn }) => arn)
  const pace = new Pace()
  const lastKnown = await askLastKnownPolicies(connection, lost, { pace, signal })
  const leaving = keys.filter(({ metadata }) => gotOf(metadata)?.state === 'PendingDeletion')
  const usage = await askKeyUsage(
    connection,
    leaving.map(({ arn }) => arn),
    { now, pace, signal },
  )
  return {
    keys: keys.map((key) => ({
      ...key,
      lastKnown: gotOf(lastKnown)?.get(key.arn),
      usage: gotOf(usage)?.get(key.arn),
    })),
    unseen: [lastKnown, usage].filter((answer) => isUnseen(answer)),
  }
}

interface ListedKey {
  readonly id: string
  readonly arn: string
}

function listKeys({ kms }: Connection): Promise<Answer<readonly ListedKey[]>> {
  return ask('kms:ListKeys', async () => {
    const found: ListedKey[] = []
    const paging = { client: kms, pageSize: itemsPerPage }
    for await (const { Keys = [] } of paginateListKeys(paging, {})) {
      found.push(...Keys.map(({ KeyId = '', KeyArn = '' }) => ({ id: KeyId, arn: KeyArn })))
    }
    return found
  })
}

function aliasesByKey(aliases: Awaited<ReturnType<typeof askAliases>>) {
  const byKey = new Map<string, string[]>()
  for (const { name, keyId } of gotOf(aliases) ?? []) {
    if (keyId !== undefined) byKey.set(keyId, [...(byKey.get(keyId) ?? []), name])
  }
  return byKey
}
