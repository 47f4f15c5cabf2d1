import { decision } from './decision.ts'
import { encryption } from './encryption.ts'
import { measure } from './measure.ts'
import { verification } from './signature.ts'

export interface Part {
  readonly what: string
  readonly perSecond: number
}

/** What the parts of a request cost by themselves. */
export function parts(milliseconds: number): readonly Part[] {
  const part = (what: string, call: () => unknown): Part => ({
    what,
    perSecond: measure(call, milliseconds),
  })
  return [
    part('authorize, policies of 1 statement', decision(1)),
    part('authorize, policies of 200 statements', decision(200)),
    part('verify a signature', verification()),
    part('encrypt 256 bytes', encryption()),
  ]
}
