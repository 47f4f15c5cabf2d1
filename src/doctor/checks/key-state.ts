import { gotOf } from '../evidence/answer.ts'
import type { FindingId } from '../finding.ts'
import { fail, type Check } from './check.ts'

const IDS: Readonly<Record<string, FindingId>> = {
  Disabled: 'key/disabled',
  PendingDeletion: 'key/pending-deletion',
  PendingReplicaDeletion: 'key/pending-deletion',
  PendingImport: 'key/pending-import',
}

/** These work in every key state. https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
const IN_EVERY_STATE =
  /^kms:(GetKeyPolicy|PutKeyPolicy|ListKeyPolicies|DescribeKey|DeleteAlias|List|Retire|Revoke)/

/** The key's state, where it stops the action whatever the policies say. */
export const keyState: Check = (situation) => {
  const state = gotOf(situation.evidence.key.description)?.state
  const id = state === undefined ? undefined : IDS[state]
  if (id === undefined || !isStoppedIn(state, situation.request.action)) return undefined
  return fail(id, situation, { facts: { state: state ?? '' }, evidence: [`KeyState ${state}`] })
}

/** Whether a key in this state refuses the action. */
export const isStoppedIn = (state: string | undefined, action: string): boolean =>
  !IN_EVERY_STATE.test(action) && !worksIn(state, action)

function worksIn(state: string | undefined, action: string): boolean {
  if (state === 'PendingDeletion') return action === 'kms:CancelKeyDeletion'
  return /^kms:(Enable|Disable)Key$|^kms:(Schedule|Tag|Untag|Update|Import|GetParam|Create)/.test(
    action,
  )
}
