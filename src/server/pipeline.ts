import type { Answer, Arrival, Exchange, House } from './exchange.ts'
import { settled } from './exchange.ts'
import { authenticate } from './steps/authenticate.ts'
import { authorize } from './steps/authorize.ts'
import { commit } from './steps/commit.ts'
import { decode } from './steps/decode.ts'
import { encode } from './steps/encode.ts'
import { perform } from './steps/perform.ts'
import { prepare } from './steps/prepare.ts'
import { record } from './steps/record.ts'
import { resolve } from './steps/resolve.ts'
import { validate } from './steps/validate.ts'
import { toWireError } from './wire-error.ts'

/** Does its part, or throws what the request is refused with. A promise is waited for. */
export type Step = (exchange: Exchange) => void | Promise<void>

/** The order is part of the API: clients see which check fails first. The first refusal ends it. */
export const attempt: readonly Step[] = [
  decode, //       bytes            -> service, operation, input    SerializationException
  authenticate, // signature        -> caller, Region               InvalidSignatureException
  validate, //     input            -> well-formed input            ValidationException
  prepare, //      slow work that touches no state, after a first resolve and authorize
  resolve, //      KeyId, alias     -> resources, questions         NotFoundException
  authorize, //    questions        -> all allowed                  AccessDeniedException
  perform, //      input            -> output, changes (as data)
]

/** Every request goes through these, refused or not. */
export const conclude: readonly Step[] = [
  record, //       everything       -> CloudTrail events (as data)
  commit, //       changes, events  -> durable, in one transaction
  encode, //       output, error    -> bytes
]

export async function answerRequest(house: House, arrival: Arrival): Promise<Answer> {
  const exchange: Exchange = { house, arrival }
  await run(attempt, conclude, exchange)
  return settled(exchange.answer, 'encode')
}

/**
 * INVARIANT: from resolve to the append in commit nothing is awaited, so no other request can
 * change a row that this one has read: only what is a promise is waited for, and one loop runs
 * both lists.
 */
async function run(
  refusable: readonly Step[],
  always: readonly Step[],
  exchange: Exchange,
): Promise<void> {
  for (const step of [...refusable, ...always]) {
    if (exchange.failure && !always.includes(step)) continue
    try {
      const pending = step(exchange)
      if (pending) await pending
    } catch (thrown) {
      exchange.failure = toWireError(thrown, exchange)
    }
  }
}
