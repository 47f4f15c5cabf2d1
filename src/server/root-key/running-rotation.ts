// The rotation of a running stack's root key: whoever holds the current root key may ask for it.

import type { House } from '../exchange.ts'
import { resealAll } from './reseal.ts'
import { openNextRootKey } from './next-root-key.ts'

export interface RotationState {
  readonly done: boolean
  /** Seals that were made anew so far. */
  readonly resealed: number
}

/** Undefined: the one who asks does not hold the current root key. */
export type RotateRootKey = (sealed: string) => Promise<RotationState | undefined>

/** Asked again with the same root key, it tells how far it is. */
export function rootKeyRotation({ store, sealer, log }: House): RotateRootKey {
  let resealed = 0
  let running: Promise<void> | undefined
  let isDone = false
  const run = async (): Promise<void> => {
    try {
      await resealAll(store, sealer, (soFar) => (resealed = soFar))
      isDone = true
    } catch (err) {
      log.error({ err }, 'the root key could not be rotated to the end')
    } finally {
      running = undefined
    }
  }
  return async (sealed) => {
    const rootKey = openNextRootKey(sealed, sealer)
    if (!rootKey) return undefined
    if (!sealer.isCurrentRootKey(rootKey)) {
      // INVARIANT: only under the current root key is it asked for another one. What was said
      // under an earlier one has been said before.
      if (!sealer.isCurrent(sealed)) return undefined
      sealer.replaceRootKey(rootKey)
      isDone = false
      resealed = 0
    }
    if (!isDone) running ??= run()
    return { done: isDone, resealed }
  }
}
