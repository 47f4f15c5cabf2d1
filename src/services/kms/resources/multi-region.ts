// Multi-Region keys. Related keys share their id, key material, spec, usage, origin and rotation
// settings; each has its own key policy, grants, aliases, tags, description and state.
// https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html

import type { ServiceAct } from '../../../audit/record.ts'
import type { Change, Row, StoreView } from '../../../store/store.ts'
import { limits } from '../limits.ts'
import type { MultiRegionConfiguration, MultiRegionKeyType } from '../model.ts'
import { model } from '../model.ts'
import type { KeyRow } from '../tables.ts'
import { keys, relatedIndexKey } from '../tables.ts'
import { keyArn } from './key-id.ts'

/** A multi-Region key and those related to it, in the order of Regions; of others none. */
export function relatedRows(store: StoreView, key: KeyRow): readonly Row<KeyRow>[] {
  if (!key.multiRegion) return []
  return store.find(keys, 'related', relatedIndexKey(key), { limit: limits.rowsPerRead })
}

type Settling = NonNullable<KeyRow['multiRegionSettling']>

/**
 * UNLIKE AWS: a replica is Creating for three seconds, and two keys that change their roles are
 * Updating for as long. There it takes as long as it takes.
 */
export const settlingFrom = (now: Date, state: Settling['state']): Settling => ({
  state,
  until: new Date(now.getTime() + limits.multiRegionSettlingMs).toISOString(),
})

export function multiRegionConfiguration(
  key: KeyRow,
  related: readonly KeyRow[],
): MultiRegionConfiguration {
  const [primary] = related.filter(isOfType('PRIMARY'))
  return {
    MultiRegionKeyType: key.multiRegionKeyType,
    ...(primary && { PrimaryKey: keyInRegion(primary) }),
    ReplicaKeys: related.filter(isOfType('REPLICA')).map(keyInRegion),
  }
}

const isOfType =
  (type: MultiRegionKeyType) =>
  ({ multiRegionKeyType }: KeyRow): boolean =>
    multiRegionKeyType === type

const keyInRegion = (key: KeyRow) => ({ Arn: keyArn(key), Region: key.region })

/** What one row of a list of related keys is besides its primary. */
export const replicaRows = (related: readonly Row<KeyRow>[]): readonly Row<KeyRow>[] =>
  related.filter(({ value }) => isOfType('REPLICA')(value))

/**
 * The one place where a change of what related keys share reaches the replicas: `changesAt` is
 * asked for the primary key and for each of its replicas, and CloudTrail is told of the latter.
 */
export function alsoAtReplicas(
  primary: Row<KeyRow>,
  changesAt: (key: Row<KeyRow>) => readonly Change[],
  { store, now }: { readonly store: StoreView; readonly now: Date },
): { readonly changes: readonly Change[]; readonly acts: readonly ServiceAct[] } {
  const replicas = replicaRows(relatedRows(store, primary.value))
  return {
    changes: [primary, ...replicas].flatMap((row) => changesAt(row)),
    acts: replicas.length === 0 ? [] : [synchronization(primary.value, now)],
  }
}

/** It names the primary key alone. */
export function synchronization(primary: KeyRow, now: Date): ServiceAct {
  const { account, region } = primary
  const arn = keyArn(primary)
  return {
    eventSource: model.eventSource,
    eventName: 'SynchronizeMultiRegionKey',
    account,
    region,
    now,
    resources: [{ arn, account, type: 'AWS::KMS::Key' }],
    responseElements: { keyId: arn },
  }
}
