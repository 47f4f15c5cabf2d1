/** What the inputs name; the test makes them first. */
export interface Named {
  readonly keyArn: string
  readonly grantId: string
  readonly ciphertext: Uint8Array
  readonly policyArn: string
  readonly roleArn: string
  readonly accessKeyId: string
  readonly bucket: string
  /** Under way in that bucket. */
  readonly upload: object
}

/** The inputs of one service, by operation. */
export type ServiceSamples = Readonly<Record<string, (named: Named) => object>>
