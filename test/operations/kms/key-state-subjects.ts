// Keys of every kind in every key state that requests can bring them into.

import assert from 'node:assert/strict'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import * as Kms from '@aws-sdk/client-kms'
import { ACCOUNT } from '../../fixtures/world.ts'
import type { XksWorld } from './external-key-store.ts'
import { connectStore, newExternalKey } from './external-key-store.ts'
import { keyArn, kmsAs, rootArn } from './fixture.ts'
import { settle } from './multi-region.ts'
import { wrapped } from './wrapped.ts'

export const STATES = [
  ...(['Enabled', 'Disabled', 'PendingDeletion', 'PendingReplicaDeletion'] as const),
  ...(['PendingImport', 'Unavailable', 'Creating', 'Updating'] as const),
] as const

export type State = (typeof STATES)[number]

/** What a key is for; those of the last two are symmetric. */
export type Kind =
  ('symmetric' | 'signing' | 'mac' | 'agreement' | 'encapsulation') | ('imported' | 'multiRegion')

const ECC = 'ECC_NIST_P256'
const SPECS: Readonly<Record<Kind, Kms.CreateKeyCommandInput>> = {
  symmetric: {},
  signing: { KeySpec: ECC, KeyUsage: 'SIGN_VERIFY' },
  mac: { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
  agreement: { KeySpec: ECC, KeyUsage: 'KEY_AGREEMENT' },
  encapsulation: { KeySpec: 'ML_KEM_512', KeyUsage: 'ENCAPSULATE_DECAPSULATE' },
  imported: { Origin: 'EXTERNAL' },
  multiRegion: { MultiRegion: true },
}

export const Message = Buffer.from('x')
export const SIGNING = { SigningAlgorithm: 'ECDSA_SHA_256', Message } as const
export const MAC = { MacAlgorithm: 'HMAC_SHA_256', Message } as const
export const ML_KEM = { EncapsulationAlgorithm: 'ML_KEM' } as const

export interface Subject {
  readonly KeyId: string
  readonly arn: string
  readonly alias: string
  /** Made before the key came into its state. */
  readonly GrantId: string
  readonly CiphertextBlob: Uint8Array
  readonly Signature: Uint8Array
  readonly Mac: Uint8Array
  readonly SharedSecretCiphertextBlob: Uint8Array
  /** What ImportKeyMaterial takes. */
  readonly material: { readonly ImportToken: Uint8Array; readonly EncryptedKeyMaterial: Uint8Array }
}

const HERE = 'us-east-1'
export const AWAY = 'eu-west-1'
const NOTHING = Buffer.from('x')
let made = 0

/** Key material to import. */
const secretOf = (kind: Kind): Uint8Array =>
  kind === 'signing' || kind === 'agreement'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
        format: 'der',
        type: 'pkcs8',
      })
    : randomBytes(32)

export class Subjects {
  readonly #stack: XksWorld
  readonly #storeId: string

  constructor(stack: XksWorld, storeId: string) {
    this.#stack = stack
    this.#storeId = storeId
  }

  /** Undefined: no key of this kind comes into the state. */
  async make(kind: Kind, state: State): Promise<Subject | undefined> {
    switch (state) {
      case 'Enabled':
        return this.#enabled(kind)
      case 'Disabled': {
        const subject = await this.#enabled(kind)
        await this.#send(new Kms.DisableKeyCommand(subject))
        return subject
      }
      case 'PendingDeletion': {
        const subject = await this.#enabled(kind)
        // A primary key would wait for its replica: this one is made the replica.
        if (kind === 'multiRegion') await this.#giveAway(subject)
        await this.#send(new Kms.ScheduleKeyDeletionCommand(subject))
        return subject
      }
      case 'PendingImport':
        return this.#pendingImport(kind)
      case 'Unavailable':
        return kind === 'symmetric' ? this.#unavailable() : undefined
      default:
        return this.#related(kind, state)
    }
  }

  async #enabled(kind: Kind): Promise<Subject> {
    if (kind !== 'multiRegion') return this.#prepared(kind, await this.#newKey(kind))
    const subject = await this.#related(kind, 'Enabled')
    await settle(this.#stack.world)
    return subject
  }

  async #pendingImport(kind: Kind): Promise<Subject | undefined> {
    // Key material of these cannot be imported.
    if (kind === 'encapsulation') return undefined
    const KeyId = await this.#newKey(kind, { Origin: 'EXTERNAL' })
    const subject = await this.#prepared(kind, KeyId)
    if (kind === 'multiRegion') {
      await this.#send(new Kms.ReplicateKeyCommand({ KeyId, ReplicaRegion: AWAY }))
      await settle(this.#stack.world)
    }
    await this.#send(new Kms.DeleteImportedKeyMaterialCommand({ KeyId }))
    return subject
  }

  async #giveAway({ KeyId }: Subject): Promise<void> {
    await this.#send(new Kms.UpdatePrimaryRegionCommand({ KeyId, PrimaryRegion: AWAY }))
    await settle(this.#stack.world)
  }

  async #unavailable(): Promise<Subject> {
    const { kms } = this.#stack
    const CustomKeyStoreId = this.#storeId
    await connectStore(kms, CustomKeyStoreId)
    const { KeyId = '' } = await newExternalKey(
      this.#stack,
      CustomKeyStoreId,
      `state-${(made += 1)}`,
    )
    const subject = await this.#prepared('symmetric', KeyId)
    await kms.send(new Kms.DisconnectCustomKeyStoreCommand({ CustomKeyStoreId }))
    return subject
  }

  /** A multi-Region key in a state that its relation to another brings. */
  async #related(kind: Kind, state: State): Promise<Subject> {
    const { world } = this.#stack
    const isMadeAway = state === 'Creating' || state === 'Updating'
    const [home, other] = isMadeAway ? [AWAY, HERE] : [HERE, AWAY]
    const secret = secretOf(kind)
    const KeyId = await this.#newKey(kind, { MultiRegion: true }, { region: home, secret })
    const prepared = await this.#used(kind, KeyId, home)
    const kms = kmsAs(world, undefined, home)
    await kms.send(new Kms.ReplicateKeyCommand({ KeyId, ReplicaRegion: other }))
    if (state === 'Creating') return { ...prepared, ...(await this.#labelled(KeyId, false)) }
    if (state === 'Updating') {
      await settle(world)
      if (kind === 'imported') await this.#import(KeyId, secret, HERE)
    }
    const used = state === 'Updating' ? await this.#used(kind, KeyId) : prepared
    const subject = { ...used, ...(await this.#labelled(KeyId)) }
    if (state === 'PendingReplicaDeletion') {
      await this.#send(new Kms.ScheduleKeyDeletionCommand({ KeyId }))
    }
    // The key here becomes the primary one.
    if (state === 'Updating') {
      await kms.send(new Kms.UpdatePrimaryRegionCommand({ KeyId, PrimaryRegion: HERE }))
    }
    return subject
  }

  #send(command: unknown): Promise<unknown> {
    return this.#stack.kms.send(command as never)
  }

  async #newKey(
    kind: Kind,
    more: Kms.CreateKeyCommandInput = {},
    { region = HERE, secret = secretOf(kind) } = {},
  ): Promise<string> {
    const input = { ...SPECS[kind], ...more }
    const kms = kmsAs(this.#stack.world, undefined, region)
    const { KeyMetadata } = await kms.send(new Kms.CreateKeyCommand(input))
    const KeyId = KeyMetadata?.KeyId ?? ''
    if (input.Origin === 'EXTERNAL') await this.#import(KeyId, secret, region)
    return KeyId
  }

  async #import(KeyId: string, secret: Uint8Array, region: string): Promise<void> {
    const kms = kmsAs(this.#stack.world, undefined, region)
    const ExpirationModel = 'KEY_MATERIAL_DOES_NOT_EXPIRE'
    const input = { KeyId, ...(await wrapped(kms, KeyId, secret)), ExpirationModel } as const
    await kms.send(new Kms.ImportKeyMaterialCommand(input))
  }

  async #prepared(kind: Kind, KeyId: string): Promise<Subject> {
    return { ...(await this.#used(kind, KeyId)), ...(await this.#labelled(KeyId)) }
  }

  /** What is to be opened or verified in the state. */
  async #used(kind: Kind, KeyId: string, region = HERE) {
    const kms = kmsAs(this.#stack.world, undefined, region)
    const isSymmetric = ['symmetric', 'imported', 'multiRegion'].includes(kind)
    const encrypt = new Kms.EncryptCommand({ KeyId, Plaintext: Message })
    const encapsulate = new Kms.EncapsulateCommand({ KeyId, ...ML_KEM })
    const { CiphertextBlob = NOTHING } = isSymmetric ? await kms.send(encrypt) : {}
    const { Signature = NOTHING } =
      kind === 'signing' ? await kms.send(new Kms.SignCommand({ KeyId, ...SIGNING })) : {}
    const { Mac = NOTHING } =
      kind === 'mac' ? await kms.send(new Kms.GenerateMacCommand({ KeyId, ...MAC })) : {}
    const { SharedSecretCiphertextBlob = NOTHING } =
      kind === 'encapsulation' ? await kms.send(encapsulate) : {}
    const material =
      kind === 'imported'
        ? await wrapped(kms, KeyId, randomBytes(32))
        : { ImportToken: NOTHING, EncryptedKeyMaterial: NOTHING }
    return { CiphertextBlob, Signature, Mac, SharedSecretCiphertextBlob, material }
  }

  /** What hangs on the key here. A key that is being created can have no grants yet. */
  async #labelled(KeyId: string, withGrant = true) {
    const { kms } = this.#stack
    const alias = `alias/subject-${(made += 1)}`
    await kms.send(new Kms.CreateAliasCommand({ AliasName: alias, TargetKeyId: KeyId }))
    const labels = { KeyId, arn: keyArn(KeyId), alias }
    if (!withGrant) return { ...labels, GrantId: 'f'.repeat(64) }
    const { GrantId } = await kms.send(
      new Kms.CreateGrantCommand({
        KeyId,
        GranteePrincipal: rootArn(ACCOUNT),
        Operations: ['DescribeKey'],
      }),
    )
    assert.ok(GrantId)
    return { ...labels, GrantId }
  }
}
