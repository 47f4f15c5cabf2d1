// Inventories that were read, by who read them: another person sees nothing of them, and they go
// when the person does.

import { askInventory, type Inventory } from '../../doctor/index.ts'
import { requireSignedIn, type Asked } from '../api/route.ts'
import type { SignedIn } from './signed-in.ts'

const read = new WeakMap<SignedIn, Inventory>()

/** `anew`: AWS is asked again, even where the answers are known. */
export async function inventoryFor(asked: Asked, anew = false): Promise<Inventory> {
  const signedIn = requireSignedIn(asked)
  const known = read.get(signedIn)
  if (known && !anew) return known
  const { world, tell, signal } = asked
  const inventory = await askInventory(signedIn.connection, { now: world.now(), tell, signal })
  read.set(signedIn, inventory)
  return inventory
}
