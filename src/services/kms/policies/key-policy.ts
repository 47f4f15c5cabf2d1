// A key policy on its way in and out. The checks come in KMS's order: size, grammar, principals.

import type { JsonObject } from '../../../base/json.ts'
import {
  defaultKeyPolicy,
  principalsOf,
  printPolicy,
  readPolicy,
  validateKeyPolicy,
} from '../../../policy/index.ts'
import type { PolicyDocument, PolicyProblem } from '../../../policy/index.ts'
import { LimitExceededException, MalformedPolicyDocumentException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { KeyPolicyRow } from '../tables.ts'
import { readBound } from './in-force.ts'
import type { Directory } from './bound-principal.ts'
import { readablePrincipal } from './bound-principal.ts'
import { bindPrincipals, unbindPrincipals } from './principal-binding.ts'

/** The only name that a key policy has. */
export const POLICY_NAME = 'default'

/** The row to store for a policy that a caller sent. */
export function requireKeyPolicy(text: string, directory: Directory): KeyPolicyRow {
  if (Buffer.byteLength(text) > limits.keyPolicyBytesMax) {
    // The sentence is ours: AWS's is not known.
    throw LimitExceededException(`The key policy is longer than ${limits.keyPolicyBytesMax} bytes.`)
  }
  return asRow(bindPrincipals(requireDocument(text), directory).json)
}

/** The row of a key that is made without a policy. */
export const defaultKeyPolicyRow = (account: string): KeyPolicyRow =>
  asRow(defaultKeyPolicy(account))

interface Printed {
  readonly text: string
  /** The principals in it, as they are stored and as they were shown. */
  readonly shown: readonly (readonly [stored: string, readable: string])[]
}

/** By the row, which is the same object until it changes. */
const printed = new WeakMap<KeyPolicyRow, Printed>()

/** What GetKeyPolicy answers: printed once, for as long as its principals are who they were. */
export function readableKeyPolicy(row: KeyPolicyRow, directory: Directory): string {
  const isStill = ([stored, readable]: Printed['shown'][number]) =>
    readablePrincipal(stored, directory) === readable
  const known = printed.get(row)
  if (known?.shown.every(isStill)) return known.text
  const document = readBound(row)
  const text = printPolicy(unbindPrincipals(document, directory))
  const shown = principalsOf(document).map(
    ({ value }) => [value, readablePrincipal(value, directory)] as const,
  )
  printed.set(row, { text, shown })
  return text
}

const asRow = (document: JsonObject): KeyPolicyRow => ({ boundDocument: JSON.stringify(document) })

function requireDocument(text: string): PolicyDocument {
  const read = readPolicy(text, { positions: true })
  if (!('document' in read)) throw malformed(read.problems)
  const problems = validateKeyPolicy(read.document)
  if (problems.length > 0) throw malformed(problems)
  return read.document
}

/** UNLIKE AWS: it says what is wrong, and where. AWS's message was empty (aws-sdk-ruby#1784). */
function malformed([first]: readonly PolicyProblem[]): Error {
  if (!first) return MalformedPolicyDocumentException()
  const { says, place, line, column } = first
  const position = line === undefined ? [] : [`line ${line}`]
  if (column !== undefined) position.push(`column ${column}`)
  const where = [...(place === '' ? [] : [place]), ...position].join(', ')
  return MalformedPolicyDocumentException(where === '' ? says : `${says} (${where})`)
}
