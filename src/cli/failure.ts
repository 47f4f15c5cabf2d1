import { sparekeyLine } from './self.ts'
import type { Terminal } from './terminal.ts'

/** The command cannot do its work: what is wrong, and what to type. */
export class Failure extends Error {
  readonly hints: readonly string[]

  constructor(message: string, hints: readonly string[] = [], options?: ErrorOptions) {
    super(message, options)
    this.hints = hints
  }
}

/** One line that says what is wrong, then what to type; the stack is for those who ask for it. */
export function printFailure(thrown: unknown, terminal: Terminal): void {
  const { message, hints } = asFailure(thrown)
  terminal.printError(`sparekey: ${message}`)
  for (const hint of hints) terminal.printError(`  hint: ${hint}`)
  if (terminal.env.SPAREKEY_DEBUG === '1' && thrown instanceof Error) {
    terminal.printError(thrown.stack ?? '')
  }
}

function asFailure(thrown: unknown): Pick<Failure, 'message' | 'hints'> {
  if (!(thrown instanceof Error)) return { message: String(thrown), hints: [] }
  // Other folders bring their own errors with hints.
  if ('hints' in thrown && Array.isArray(thrown.hints)) {
    return { message: thrown.message, hints: thrown.hints.map(String) }
  }
  if ('hint' in thrown) return { message: thrown.message, hints: [String(thrown.hint)] }
  return known(thrown) ?? { message: oneLine(thrown), hints: ['SPAREKEY_DEBUG=1 shows where'] }
}

/** Failures of the SDK and of the system that have a better sentence than their own. */
function known(thrown: Error): Pick<Failure, 'message' | 'hints'> | undefined {
  const code = systemCode(thrown)
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND') {
    const message = `the endpoint does not answer: ${oneLine(thrown)}`
    return { message, hints: [sparekeyLine('serve'), '--endpoint names another one'] }
  }
  if (thrown.name === 'CredentialsProviderError') {
    const hints = ['--profile NAME, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY']
    return { message: `no credentials: ${oneLine(thrown)}`, hints }
  }
  if (thrown.message === 'Region is missing') {
    return { message: 'no Region: the key is in one', hints: ['--region us-east-1'] }
  }
  return undefined
}

export function systemCode(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code
  return systemCode(thrown.cause)
}

/** A connection tried over IPv4 and IPv6 fails with an empty message and two causes. */
function oneLine(thrown: Error): string {
  const causes = thrown instanceof AggregateError ? thrown.errors.map(String) : []
  const text = thrown.message || causes.join('; ') || thrown.name
  return text.replaceAll(/\s*\n\s*/g, ' ')
}
