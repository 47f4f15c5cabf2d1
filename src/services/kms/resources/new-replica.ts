import { change } from '../../../store/store.ts'
import type { Change } from '../../../store/store.ts'
import type { Region } from '../../../base/region.ts'
import type { ReplicateKeyInput } from '../model.ts'
import type { KmsScope } from '../scope.ts'
import type { KeyRow } from '../tables.ts'
import { keyRowId, keys } from '../tables.ts'
import { keyArn } from './key-id.ts'
import type { Key } from './keys.ts'
import { settlingFrom } from './multi-region.ts'
import { requireTags } from './tags.ts'

/**
 * A replica of a primary key, as it is to be: what related keys share it takes over, and nothing
 * else. Key material that a customer imported goes no farther than he imports it.
 */
export function newReplica(
  primary: Key,
  region: Region,
  input: ReplicateKeyInput,
  { now, keyMaterials }: KmsScope,
): { readonly key: Key; readonly changes: readonly Change[] } {
  const isImported = primary.origin === 'EXTERNAL'
  const value: KeyRow = {
    ...primary.row.value,
    region,
    createdAt: now.toISOString(),
    description: input.Description ?? '',
    state: isImported ? 'PendingImport' : 'Enabled',
    tags: requireTags(input.Tags),
    multiRegionKeyType: 'REPLICA',
    multiRegionSettling: settlingFrom(now, 'Creating'),
  }
  const row = { id: keyRowId(value), version: 0, value }
  const materials = isImported ? [] : keyMaterials.copies(primary, value)
  return {
    key: { ...value, state: 'Creating', arn: keyArn(value), row },
    changes: [change(keys, row.id, undefined, value), ...materials],
  }
}
