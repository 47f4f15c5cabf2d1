import { dayMs } from '../../../base/sizes.ts'
import type { Operation, Performed } from '../../operation.ts'
import { limits } from '../limits.ts'
import type { ScheduleKeyDeletionInput, ScheduleKeyDeletionOutput } from '../model.ts'
import { onOwnKey } from '../questions.ts'
import { requireState } from '../resources/key-states.ts'
import type { Key, Keys } from '../resources/keys.ts'
import type { KmsScope } from '../scope.ts'
import { requireWithin } from '../value-range.ts'

/**
 * Has a key deleted when the pending window has passed. From now on it does nothing; until then
 * CancelKeyDeletion brings it back. What was encrypted under a deleted key is lost. Of a
 * multi-Region primary key the window begins when its last replica is gone.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html
 */
export const ScheduleKeyDeletion: Operation<
  KmsScope,
  ScheduleKeyDeletionInput,
  ScheduleKeyDeletionOutput
> = {
  readOnly: false,
  questions(input, scope) {
    const days = requirePendingWindow(input)
    const context = { 'kms:ScheduleKeyDeletionPendingWindowInDays': String(days) }
    return [onOwnKey('kms:ScheduleKeyDeletion', input.KeyId, scope, context)]
  },
  perform(input, { keys, now }) {
    const key = keys.require(input.KeyId)
    requireState(key, 'ScheduleKeyDeletion')
    const PendingWindowInDays = requirePendingWindow(input)
    if (isNeeded(key, keys)) return waitForReplicas(key, PendingWindowInDays, keys)
    const DeletionDate = new Date(now.getTime() + PendingWindowInDays * dayMs)
    const state = 'PendingDeletion' as const
    return {
      output: { KeyId: key.arn, DeletionDate, KeyState: state, PendingWindowInDays },
      changes: [keys.update(key, { state, deletionDate: DeletionDate.toISOString() })],
    }
  },
}

/** Replicas depend on their primary key, also those that are pending deletion themselves. */
const isNeeded = (key: Key, keys: Keys): boolean =>
  key.multiRegionKeyType === 'PRIMARY' && keys.relatedTo(key).length > 1

/** The window begins when the last replica is gone, so there is no date yet. */
function waitForReplicas(
  key: Key,
  PendingWindowInDays: number,
  keys: Keys,
): Performed<ScheduleKeyDeletionOutput> {
  const state = 'PendingReplicaDeletion' as const
  return {
    output: { KeyId: key.arn, KeyState: state, PendingWindowInDays },
    changes: [keys.update(key, { state, multiRegionPendingWindowInDays: PendingWindowInDays })],
  }
}

/** The model lets 1 to 365 days pass; the service does not. */
function requirePendingWindow({ PendingWindowInDays }: ScheduleKeyDeletionInput): number {
  const { default: days, ...range } = limits.pendingWindowInDays
  return requireWithin(PendingWindowInDays ?? days, range, 'pendingWindowInDays')
}
