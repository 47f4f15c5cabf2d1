import { createInterface } from 'node:readline/promises'

/** Asks on standard error: standard output is for the result alone. An interrupt is a no. */
export async function isAgreed(question: string, signal?: AbortSignal): Promise<boolean> {
  const questions = createInterface({ input: process.stdin, output: process.stderr })
  // While it reads a terminal, Ctrl-C comes to the interface and not to the process.
  questions.once('SIGINT', () => process.emit('SIGINT'))
  try {
    const answer = await questions.question(question, { signal: signal ?? neverAborted() })
    return /^\s*(y|yes|はい)\s*$/i.test(answer)
  } finally {
    questions.close()
  }
}

const neverAborted = (): AbortSignal => new AbortController().signal
