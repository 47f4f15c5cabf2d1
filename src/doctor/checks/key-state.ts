import { gotOf } from '../evidence/answer.ts'
import type { FindingId } from '../finding.ts'
import { fail, type Check } from './check.ts'

const IDS: Readonly<Record<string, FindingId>> = {
  Disabled: 'key/disabled',
  PendingDeletion: 'key/pending-deletion',
  PendingReplicaDeletion: 'key/pending-deletion',
  PendingImport: 'key/pending-import',
  Unavailable: 'key/unavailable',
}

/** What uses the key material. */
const USES = [
  ...['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey'],
  ...['GenerateDataKeyWithoutPlaintext', 'GenerateDataKeyPair'],
  ...['GenerateDataKeyPairWithoutPlaintext', 'Sign', 'Verify', 'GenerateMac', 'VerifyMac'],
  ...['DeriveSharedSecret', 'Encapsulate', 'Decapsulate', 'GetPublicKey'],
]

const WITH_ENABLED_KEYS = [
  ...USES,
  ...['CreateGrant', 'EnableKeyRotation', 'DisableKeyRotation', 'RotateKeyOnDemand'],
  ...['ReplicateKey', 'UpdatePrimaryRegion'],
]

const NOT_WHILE_DOOMED = [
  ...WITH_ENABLED_KEYS,
  ...['CreateAlias', 'UpdateAlias', 'EnableKey', 'DisableKey', 'ScheduleKeyDeletion'],
  ...['GetParametersForImport', 'ImportKeyMaterial', 'TagResource', 'UntagResource'],
  'UpdateKeyDescription',
]

/** By state. https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
const STOPPED: Readonly<Record<string, readonly string[]>> = {
  Disabled: WITH_ENABLED_KEYS,
  PendingDeletion: NOT_WHILE_DOOMED,
  PendingReplicaDeletion: NOT_WHILE_DOOMED,
  PendingImport: [...WITH_ENABLED_KEYS, 'EnableKey', 'DisableKey'],
  Unavailable: USES,
}

/** The key's state, where it stops the action whatever the policies say. */
export const keyState: Check = (situation) => {
  const state = gotOf(situation.evidence.key.description)?.state
  const id = state === undefined ? undefined : IDS[state]
  if (id === undefined || !isStoppedIn(state, situation.request.action)) return undefined
  return fail(id, situation, { facts: { state: state ?? '' }, evidence: [`KeyState ${state}`] })
}

/** Whether a key in this state refuses the action. */
export const isStoppedIn = (state: string | undefined, action: string): boolean =>
  STOPPED[state ?? '']?.includes(action.replace('kms:', '')) ?? false
