import { createInterface } from 'node:readline/promises'
import { failure } from './failure.ts'

/** Asks on standard error: standard output is for the result alone. */
export async function isAgreed(question: string, signal?: AbortSignal): Promise<boolean> {
  const questions = createInterface({ input: process.stdin, output: process.stderr })
  const interruption = new AbortController()
  // While it reads a terminal, Ctrl-C comes to the interface and not to the process.
  questions.once('SIGINT', () => interruption.abort())
  const signals = [interruption.signal, ...(signal ? [signal] : [])]
  try {
    const answer = await questions.question(question, { signal: AbortSignal.any(signals) })
    return /^\s*(y|yes|はい)\s*$/i.test(answer)
  } catch (cause) {
    throw failure('interrupted', {}, { cause })
  } finally {
    questions.close()
  }
}
