import type { CreateCustomKeyStoreCommandInput } from '@aws-sdk/client-kms'
import type { NamedQueries } from './catalog-samples.ts'

/** What the inputs name; the test makes them first. */
export interface Named extends NamedQueries {
  readonly keyArn: string
  /** A primary key with a replica in eu-west-1. */
  readonly multiRegionKeyArn: string
  /** Of origin EXTERNAL, without key material. */
  readonly importedKeyArn: string
  readonly importParameters: {
    readonly ImportToken: Uint8Array
    readonly EncryptedKeyMaterial: Uint8Array
  }
  /** An external key store, and what another one would be made of. */
  readonly keyStoreId: string
  readonly keyStoreInput: CreateCustomKeyStoreCommandInput
  readonly signingKeyArn: string
  readonly macKeyArn: string
  readonly agreementKeyArn: string
  readonly encapsulationKeyArn: string
  readonly grantId: string
  readonly ciphertext: Uint8Array
  readonly policyArn: string
  readonly roleArn: string
  readonly accessKeyId: string
  readonly bucket: string
  /** Under way in that bucket. */
  readonly upload: object
  readonly organization: {
    readonly rootId: string
    readonly unitId: string
    readonly policyId: string
    readonly handshakeId: string
  }
}

/** The inputs of one service, by operation. */
export type ServiceSamples = Readonly<Record<string, (named: Named) => object>>
