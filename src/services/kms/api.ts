// What other services may know of KMS: facts, read-only. Using a key is no fact: that re-enters
// the pipeline as the caller, so that it is authorized and recorded.

import type { Arn } from '../../base/arn.ts'
import type { StoreView } from '../../store/store.ts'
import type { KeyState } from './model.ts'
import { keyArn } from './resources/key-id.ts'
import type { KeyPlace } from './tables.ts'
import { keyRowId, keys } from './tables.ts'

export interface KeyFacts {
  readonly arn: Arn
  readonly state: KeyState
}

/** Undefined when there is no such key. */
export function findKey(store: StoreView, place: KeyPlace): KeyFacts | undefined {
  const key = store.get(keys, keyRowId(place))?.value
  return key && { arn: keyArn(key), state: key.state }
}
