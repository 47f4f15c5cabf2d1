import type { JsonObject } from '../../base/json.ts'

/** A key policy that a file of infrastructure as code declares. Nobody has seen it in force. */
export interface DeclaredPolicy {
  readonly source: 'terraform' | 'cloudFormation'
  /** `aws_kms_key.payroll`, or the logical id of the resource. */
  readonly address: string
  /** A template does not say which key it made. */
  readonly key: 'thisOne' | 'unknown'
  readonly policy: JsonObject
}

/** The key that policies are looked for. */
export interface DeclaredFor {
  readonly arn: string
  readonly keyId: string
  readonly account: string
  readonly region: string
  readonly partition: string
}
