import { change } from '../../../store/store.ts'
import type { Change } from '../../../store/store.ts'
import type { Region } from '../../../base/region.ts'
import type { ReplicateKeyInput } from '../model.ts'
import type { KmsScope } from '../scope.ts'
import type { KeyRow } from '../tables.ts'
import { keyRowId, keys } from '../tables.ts'
import { awaitedAt } from './imported-materials.ts'
import { keyArn } from './key-id.ts'
import type { Key } from './keys.ts'
import { settlingFrom } from './multi-region.ts'
import { requireTags } from './tags.ts'

/**
 * A replica of a primary key, as it is to be: what related keys share it takes over, and nothing
 * else. Key material that a customer imported goes no farther than he imports it: the replica
 * knows which it is and waits for it.
 */
export function newReplica(
  primary: Key,
  region: Region,
  input: ReplicateKeyInput,
  { now, keyMaterials }: KmsScope,
): { readonly key: Key; readonly changes: readonly Change[] } {
  const isImported = primary.origin === 'EXTERNAL'
  // When imported material expires is each key's own affair.
  const { expirationModel: _, validTo: __, ...shared } = primary.row.value
  const value: KeyRow = {
    ...shared,
    region,
    createdAt: now.toISOString(),
    description: input.Description ?? '',
    state: isImported ? 'PendingImport' : 'Enabled',
    tags: requireTags(input.Tags),
    multiRegionKeyType: 'REPLICA',
    multiRegionSettling: settlingFrom(now, 'Creating'),
  }
  const row = { id: keyRowId(value), version: 0, value }
  const materials = isImported
    ? keyMaterials.allOf(primary).map((material) => awaitedAt(value, material))
    : keyMaterials.copies(primary, value)
  return {
    key: { ...value, state: 'Creating', arn: keyArn(value), row },
    changes: [change(keys, row.id, undefined, value), ...materials],
  }
}
