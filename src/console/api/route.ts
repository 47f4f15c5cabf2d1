import type { JsonObject } from '../../base/json.ts'
import type { World } from '../../base/world.ts'
import { consoleFailure } from '../fault.ts'
import type { Visitor } from '../gate/visitors.ts'
import type { ConsolePlace } from '../place.ts'
import type { SignedIn } from '../session/signed-in.ts'

/** What a page can ask: `POST /api/NAME` with a JSON object. */
export interface Route {
  readonly name: string
  /** Answers what JSON can hold. */
  readonly answer: (input: JsonObject, asked: Asked) => unknown
}

/** Who asks, and whom to tell. */
export interface Asked {
  readonly visitor: Visitor
  readonly place: ConsolePlace
  readonly version: string
  readonly world: Pick<World, 'now'>
  /** Progress of long work, for the page to show. */
  readonly tell: (progress: unknown) => void
  /** Aborted when the page has lost its interest. */
  readonly signal: AbortSignal
}

export function requireSignedIn({ visitor }: Asked): SignedIn {
  if (visitor.signedIn) return visitor.signedIn
  throw consoleFailure('SignedOut', 'signedOut', {})
}
