import type { Json } from '../base/json.ts'

/** A part of a record on its way to JSON, which leaves undefined members out. */
export interface RecordFields {
  readonly [member: string]: RecordField
}
export type RecordField = Json | undefined | RecordFields | readonly RecordFields[]
