import { tell, ToldFailure, type FactsOf, type Told } from '../base/told-failure.ts'
import { sparekeyLine } from './self.ts'
import type { Language, Terminal } from './terminal.ts'
import { failureWords, type CliFailureId, type CliFailures } from './words/failures.ts'

/** The command cannot do its work: what is wrong, and what to type. */
export class Failure extends ToldFailure {
  override readonly name = 'Failure'
}

interface More {
  /** Hints that need no translation: commands and options. */
  readonly lines?: readonly string[]
  readonly cause?: unknown
}

/** By its id: the sentences are in the catalogue, in every language. */
export const failure = <Id extends CliFailureId>(
  id: Id,
  facts: FactsOf<CliFailures[Id]>,
  { lines, cause }: More = {},
): Failure => new Failure((language) => tell(failureWords(language)[id], facts, lines), { cause })

/** One line that says what is wrong, then what to type; the stack is for those who ask for it. */
export function printFailure(thrown: unknown, terminal: Terminal): void {
  const { message, hints } = asTold(thrown, terminal.language)
  terminal.printError(`sparekey: ${message}`)
  for (const hint of hints) terminal.printError(`  hint: ${hint}`)
  if (terminal.env.SPAREKEY_DEBUG === '1' && thrown instanceof Error) {
    terminal.printError(thrown.stack ?? '')
  }
}

function asTold(thrown: unknown, language: Language): Told {
  if (thrown instanceof ToldFailure) return thrown.told(language)
  if (!(thrown instanceof Error)) return { message: String(thrown), hints: [] }
  // Other folders bring their own errors with hints.
  if ('hints' in thrown && Array.isArray(thrown.hints)) {
    return { message: thrown.message, hints: thrown.hints.map(String) }
  }
  if ('hint' in thrown) return { message: thrown.message, hints: [String(thrown.hint)] }
  const found = known(thrown) ?? failure('unexpected', { message: oneLine(thrown) })
  return found.told(language)
}

/** Failures of the SDK and of the system that have a better sentence than their own. */
function known(thrown: Error): Failure | undefined {
  const code = systemCode(thrown)
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND') {
    return failure('unreachable', { reason: oneLine(thrown) }, { lines: [sparekeyLine('serve')] })
  }
  if (thrown.name === 'CredentialsProviderError') {
    return failure('credentialsMissing', { reason: oneLine(thrown) })
  }
  if (thrown.message === 'Region is missing') {
    return failure('regionMissing', {}, { lines: ['--region us-east-1'] })
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
