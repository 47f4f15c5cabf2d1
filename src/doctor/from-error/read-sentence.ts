// AWS's sentences about a refusal, wherever in a text they stand.

import type { Reading } from './read-error.ts'
import { isKmsDenial, lastDenial } from './denied-sentence.ts'
import { namedIn } from './named-in.ts'
import { unwrappings } from './readable-text.ts'
import { lastRefusedPolicy } from './refused-policy.ts'
import { vagueDenial } from './vague-denial.ts'

/** One thing that AWS said, and where in the text. */
export interface Said {
  readonly at: number
  readonly reading: Reading
}

/** `ofKms`: the text is KMS's own answer, so that a refusal in it needs no further sign. */
export function readSentence(readable: string, ofKms = false): Reading | undefined {
  const readings = unwrappings(readable).flatMap((line) => readLine(line, ofKms) ?? [])
  const worth = readings.map(worthOf)
  return readings[worth.indexOf(Math.max(...worth))]
}

/** The last that is about KMS; a sentence that names what was asked before one that does not. */
function readLine(line: string, ofKms: boolean): Reading | undefined {
  const denial = lastDenial(line)
  const clear = [denial, lastRefusedPolicy(line)]
    .flatMap((said) => said ?? [])
    .toSorted((one, other) => other.at - one.at)
  const said = clear.find(({ reading }) => isKmsDenial(reading)) ?? vagueDenial(line, ofKms)
  if (said === undefined) return undefined
  return { ...namedIn(line, said), ...said.reading, context: said.reading.context }
}

/** Of two ways to read a broken line, the one that makes more of it. */
function worthOf({ principal = '', resource = '', denial, action }: Reading): number {
  const signs = [
    /^arn:[\w-]+:(iam|sts)::\d{12}:.+/.test(principal),
    /:key\/(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.test(resource),
    resource !== '',
    denial?.layer !== undefined,
    action !== undefined,
  ]
  return signs.filter(Boolean).length
}
