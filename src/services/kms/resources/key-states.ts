// What a key's state forbids. https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html

import type { AwsError } from '../../../aws/errors.ts'
import { DisabledException, KMSInvalidStateException } from '../errors.ts'
import type { KeyState } from '../model.ts'
import type { Key } from './keys.ts'
import { storeIsNotConnected } from './store-not-connected.ts'

type Refusal = (arn: string) => AwsError
type Refusals = Readonly<Partial<Record<KeyState, Refusal>>>

const invalidState =
  (is: string): Refusal =>
  (arn) =>
    KMSInvalidStateException(`${arn} is ${is}.`)

const beingDeleted: Refusals = {
  PendingDeletion: invalidState('pending deletion'),
  PendingReplicaDeletion: invalidState('pending replica deletion'),
}

const granting: Refusals = {
  // AWS's table also speaks of DisabledException for a key that is pending deletion; what was
  // recorded is KMSInvalidStateException.
  ...beingDeleted,
  Disabled: (arn) => DisabledException(`${arn} is disabled.`),
  PendingImport: invalidState('pending import'),
  Creating: invalidState('creating'),
}

const unavailable = invalidState('unavailable')
const cryptographic: Refusals = { ...granting, Unavailable: unavailable }

const notBeingDeleted = invalidState('not pending deletion')

const becoming = {
  Creating: invalidState('creating'),
  Updating: invalidState('updating'),
} as const satisfies Refusals

const switching: Refusals = {
  ...beingDeleted,
  PendingImport: invalidState('pending import'),
  ...becoming,
}

/**
 * An operation without a row works in every state: reads, policies, removing an alias, ending a
 * grant.
 */
const refusals = {
  CancelKeyDeletion: {
    Enabled: notBeingDeleted,
    Disabled: notBeingDeleted,
    PendingImport: notBeingDeleted,
    Unavailable: notBeingDeleted,
    Creating: notBeingDeleted,
    Updating: notBeingDeleted,
  },
  CreateAlias: beingDeleted,
  CreateGrant: granting,
  Decapsulate: cryptographic,
  Decrypt: cryptographic,
  /** Also of a key that is pending deletion, and stays so. */
  DeleteImportedKeyMaterial: becoming,
  DeriveSharedSecret: cryptographic,
  DisableKey: switching,
  DisableKeyRotation: granting,
  EnableKey: switching,
  EnableKeyRotation: granting,
  Encapsulate: cryptographic,
  Encrypt: cryptographic,
  GenerateDataKey: cryptographic,
  GenerateDataKeyPair: cryptographic,
  GenerateDataKeyPairWithoutPlaintext: cryptographic,
  GenerateDataKeyWithoutPlaintext: cryptographic,
  GetParametersForImport: { ...beingDeleted, ...becoming },
  ImportKeyMaterial: { ...beingDeleted, Creating: becoming.Creating },
  GenerateMac: cryptographic,
  GetPublicKey: cryptographic,
  ReEncrypt: cryptographic,
  ReplicateKey: { ...cryptographic, Updating: invalidState('updating') },
  RotateKeyOnDemand: { ...granting, Updating: becoming.Updating },
  ScheduleKeyDeletion: { ...beingDeleted, Updating: invalidState('updating') },
  Sign: cryptographic,
  TagResource: beingDeleted,
  UntagResource: beingDeleted,
  /** Of the key that gets the alias; the one that loses it may be in any state. */
  UpdateAlias: beingDeleted,
  UpdateKeyDescription: beingDeleted,
  /** Of the key that is the primary, and of the one that is to be. */
  UpdatePrimaryRegion: cryptographic,
  Verify: cryptographic,
  VerifyMac: cryptographic,
} as const satisfies Readonly<Record<string, Refusals>>

/** Throws what AWS answers when the key is in a state in which `operation` does not work. */
export function requireState(key: Key, operation: keyof typeof refusals): void {
  const refusal = (refusals[operation] as Refusals)[key.state]
  if (!refusal) return
  // Of a key in an external key store AWS says why it is unavailable.
  const isCutOff = refusal === unavailable && key.customKeyStoreId !== undefined
  throw isCutOff ? storeIsNotConnected(KMSInvalidStateException) : refusal(key.arn)
}
