// What falls due of key material: imported material that expires, and automatic rotation.

import { serviceEvent } from '../../../audit/service-event.ts'
import type { World } from '../../../base/world.ts'
import type { Sealer } from '../../../crypto/seal.ts'
import type { Entry, Row, StoreView } from '../../../store/store.ts'
import { everyRowInTurns } from '../paging.ts'
import type { KeyMaterialRow, KeyRow } from '../tables.ts'
import { EXPIRING, keyMaterials, keys, placeOfMaterial, ROTATING } from '../tables.ts'
import { withoutMaterial } from './imported-materials.ts'
import { keyAct } from './key-act.ts'
import { KeyMaterials } from './key-materials.ts'
import { rotatedToNew } from './rotation.ts'

/**
 * Imported key material whose time has passed, each as the entry that deletes it and tells
 * CloudTrail. An entry rests on what is there when it is taken: append it before the next.
 */
export async function* expiredKeyMaterials(
  store: StoreView,
  world: World,
): AsyncGenerator<Entry, undefined> {
  const expiring = everyRowInTurns((page) => store.find(keyMaterials, 'expiry', EXPIRING, page))
  for await (const { id } of expiring) {
    const material = store.get(keyMaterials, id)
    const key = store.get(keys, placeOfMaterial(id).key)
    if (key && material && isExpired(material, world.now()))
      yield expiry(key, material, store, world)
  }
  return undefined
}

const isExpired = ({ value }: Row<KeyMaterialRow>, now: Date): boolean =>
  value.sealedMaterial !== undefined && isPast(value.imported?.validTo, now)

const isPast = (date: string | undefined, now: Date): boolean =>
  date !== undefined && date <= now.toISOString()

function expiry(
  key: Row<KeyRow>,
  material: Row<KeyMaterialRow>,
  store: StoreView,
  world: World,
): Entry {
  const { keyMaterialId } = material.value
  const now = world.now()
  const act = keyAct('DeleteExpiredKeyMaterial', key.value, now, { keyMaterialId })
  const { changes, acts } = withoutMaterial(key, material, { store, now })
  return { changes, events: [act, ...acts].map((one) => serviceEvent(one, world)) }
}

/**
 * The keys whose automatic rotation is due, each as the entry that rotates it once and tells
 * CloudTrail. A disabled key is not rotated: it is when it is enabled again.
 */
export async function* dueRotations(
  store: StoreView,
  sealer: Sealer,
  world: World,
): AsyncGenerator<Entry, undefined> {
  const rotating = everyRowInTurns((page) => store.find(keys, 'rotation', ROTATING, page))
  for await (const { id } of rotating) {
    const key = store.get(keys, id)
    if (!key || key.value.state !== 'Enabled') continue
    if (isPast(key.value.nextRotationDate, world.now())) yield rotation(key, store, sealer, world)
  }
  return undefined
}

function rotation(key: Row<KeyRow>, store: StoreView, sealer: Sealer, world: World): Entry {
  const now = world.now()
  const materials = new KeyMaterials({ store, world, sealer, now })
  const { changes, acts } = rotatedToNew(key, 'AUTOMATIC', { store, now, keyMaterials: materials })
  return { changes, events: acts.map((act) => serviceEvent(act, world)) }
}
