// What every question of a connection goes through on its way to AWS: it can be interrupted, it
// is counted, answered from a file or written into one, and it waits for its turn.

import { interrupted, requireGoingOn } from '../interruption.ts'
import { paceOf, type Clock, type Pace } from './pace.ts'
import { nameOf, type Question } from './question.ts'
import { isReading } from './reading.ts'
import type { Tape } from './tape.ts'

export interface AskingOptions {
  /** Told when a question is asked and when it is answered. */
  readonly tell?: (progress: AskingProgress) => void
  /** Ends the reading: no further question is asked. What changes something is not cut off. */
  readonly signal?: AbortSignal
  /** Writes answers down, or has them. */
  readonly tape?: Tape
  readonly clock?: Clock
}

export interface AskingProgress {
  readonly asked: number
  readonly answered: number
  /** The latest: `iam:GetRolePolicy`. */
  readonly question: string
}

export interface Asking extends AskingOptions {
  readonly pace: Pace
  /** The session that asks, where it is another one than the first. */
  readonly as?: string
  readonly count: { asked: number; answered: number }
}

export const askingWith = (options: AskingOptions): Asking => ({
  ...options,
  pace: paceOf(options.signal, options.clock),
  count: { asked: 0, answered: 0 },
})

/** What the SDK's clients have in common, as far as it matters here. */
export interface AskingClient {
  readonly config: { readonly region: () => Promise<string> }
  readonly middlewareStack: object
}

/** The same stack for every client: each one's own type tells the inputs of its service. */
interface MiddlewareStack {
  add(middleware: (next: Next, context: Context) => Next, options: StackPlace): void
}

interface StackPlace {
  readonly step: 'initialize' | 'finalizeRequest'
  readonly priority: 'high' | 'low'
  readonly name: string
}

interface Arguments {
  readonly input: object
}

interface Output {
  readonly output: object
}

type Next = (args: Arguments) => Promise<Output>

interface Context {
  readonly clientName?: string
  readonly commandName?: string
}

/** From here on, all that the client asks is asked in this way. */
export function askThrough(client: AskingClient, asking: Asking): void {
  const questionOf = async (input: object, context: Context): Promise<Question> => ({
    service: (context.clientName ?? '').replace(/Client$/, '').toLowerCase(),
    operation: (context.commandName ?? '').replace(/Command$/, ''),
    input,
    region: await client.config.region(),
    ...(asking.as === undefined ? {} : { as: asking.as }),
  })
  const whole = (next: Next, context: Context) => async (args: Arguments) => {
    const question = await questionOf(args.input, context)
    return { output: await answerTo(question, asking, async () => (await next(args)).output) }
  }
  const single = (next: Next, context: Context) => async (args: Arguments) => {
    const question = await questionOf(args.input, context)
    return asking.pace.send(question, () => next(args))
  }
  const stack = client.middlewareStack as MiddlewareStack
  stack.add(whole, { step: 'initialize', priority: 'high', name: 'sparekeyAsking' })
  // Behind the SDK's retries: each of them is a request that AWS counts.
  stack.add(single, { step: 'finalizeRequest', priority: 'low', name: 'sparekeyPace' })
}

async function answerTo(
  question: Question,
  asking: Asking,
  ask: () => Promise<object>,
): Promise<object> {
  const { tape, pace, signal, count, tell } = asking
  const askInTurn = () => pace.inTurn(ask)
  const answer = () => (tape ? tape.answer(question, askInTurn) : askInTurn())
  if (!isReading(question)) return answer()
  requireGoingOn(signal)
  count.asked += 1
  tell?.({ ...count, question: nameOf(question) })
  try {
    return await unlessInterrupted(signal, answer)
  } finally {
    count.answered += 1
    tell?.({ ...count, question: nameOf(question) })
  }
}

/** An answer that is still on its way is not waited for. */
async function unlessInterrupted<Result>(
  signal: AbortSignal | undefined,
  answer: () => Promise<Result>,
): Promise<Result> {
  if (signal === undefined) return answer()
  const { promise: end, reject } = Promise.withResolvers<never>()
  const stop = (): void => reject(interrupted())
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([answer(), end])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
