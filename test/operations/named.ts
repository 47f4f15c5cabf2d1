import type { NamedQueries } from './catalog-samples.ts'

/** What the inputs name; the test makes them first. */
export interface Named extends NamedQueries {
  readonly keyArn: string
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
