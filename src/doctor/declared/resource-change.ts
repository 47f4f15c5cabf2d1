// One resource of a Terraform plan: what it was, what it will be, and what is not known of that.

import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'

export interface ResourceChange {
  readonly address: string
  /** Without the index of `count` and `for_each`. */
  readonly configuredAs: string
  readonly type: string
  readonly isData: boolean
  readonly actions: readonly string[]
  readonly before: JsonObject
  readonly after: JsonObject
  readonly unknown: JsonObject
  /** The change itself, for its place in the file. */
  readonly change: JsonObject
}

export function changeOf(given: Json): ResourceChange {
  const { address, type, mode, change } = objectOf(given)
  const { actions, before, after, after_unknown: unknownAfter } = objectOf(change)
  return {
    address: textOf(address),
    configuredAs: textOf(address).replaceAll(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, ''),
    type: textOf(type),
    isData: mode === 'data',
    actions: Array.isArray(actions) ? actions.map(textOf) : [],
    before: objectOf(before),
    after: objectOf(after),
    unknown: objectOf(unknownAfter),
    change: objectOf(change),
  }
}

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {})
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
