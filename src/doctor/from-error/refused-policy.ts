// KMS would not take a new key policy. The sentences are the same for CreateKey and PutKeyPolicy.

import { LOCKOUT_SENTENCE } from '../../policy/index.ts'
import type { ReadError } from './read-error.ts'
import type { Said } from './read-sentence.ts'

/** Without their full stops: not every tool keeps them. */
const SENTENCES: readonly (readonly [sentence: string, says: ReadError['says']])[] = [
  [LOCKOUT_SENTENCE, 'lockout'],
  ['Policy contains a statement with one or more invalid principals.', 'principals'],
  ['An ARN in the specified key policy is invalid.', 'principals'],
]

export function lastRefusedPolicy(line: string): Said | undefined {
  const folded = line.toLowerCase()
  const found = SENTENCES.flatMap(([sentence, says]): readonly Said[] => {
    const at = folded.lastIndexOf(sentence.slice(0, -1).toLowerCase())
    if (at < 0) return []
    const denial = { sentence, layer: undefined, explicit: false }
    return [{ at, reading: { says, denial, context: {} } }]
  })
  return found.toSorted((one, other) => other.at - one.at)[0]
}
