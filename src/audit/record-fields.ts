import type { Json } from '../base/json.ts'
import type { EventResource } from './record.ts'

/** A part of a record on its way to JSON, which leaves undefined members out. */
export interface RecordFields {
  readonly [member: string]: RecordField
}
export type RecordField = Json | undefined | RecordFields | readonly RecordFields[]

export const EVENT_VERSION = '1.11'

/** `ARN` in capitals is how KMS's records spell it. */
export const resourceFields = ({ account, type, arn }: EventResource): RecordFields => ({
  accountId: account,
  type,
  ARN: arn,
})
