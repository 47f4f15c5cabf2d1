// A key policy that somebody wants to put, or to make a key with.

import type { JsonObject } from '../../base/json.ts'
import { readPolicy, validateKeyPolicy, type PolicyDocument } from '../../policy/index.ts'
import { doctorFailure } from '../failure.ts'

export interface ProposedPolicy {
  /** The name of its file, or of the event that holds it. */
  readonly name: string
  readonly text: string
}

export interface ReadProposal extends ProposedPolicy {
  readonly document: PolicyDocument
  readonly json: JsonObject
}

/** KMS looks at the grammar first: a text that is no key policy goes no further. */
export function readProposed({ name, text }: ProposedPolicy): ReadProposal {
  const read = readPolicy(text, { positions: true })
  const problems = 'document' in read ? validateKeyPolicy(read.document) : read.problems
  const [first] = problems
  if ('document' in read && first === undefined) {
    return { name, text, document: read.document, json: read.document.json }
  }
  const { says = 'not a key policy', line, column } = first ?? {}
  const place = [name, line, column].filter((part) => part !== undefined).join(':')
  throw doctorFailure('malformedPolicy', { place, says })
}
