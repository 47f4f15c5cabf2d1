// The worker's side of `thread.ts`.

import { parentPort } from 'node:worker_threads'
import { settleMemory } from '../base/settle-memory.ts'
import { writeFaultOf, type WriteFault } from './sqlite-fault.ts'

export type ThreadAnswer<Answer> =
  | { readonly done: true; readonly value: Answer }
  | { readonly done: false; readonly fault: WriteFault }

/** Answers every question with what `answer` returns, or with the fault that it throws. */
export function answerQuestions<Question, Answer>(answer: (question: Question) => Answer): void {
  // A report of Node's has the environment, with its credentials, once for every thread.
  process.report.excludeEnv = true
  settleMemory()
  parentPort?.on('message', (question: Question) => {
    parentPort?.postMessage(attempt(() => answer(question)))
  })
}

function attempt<Answer>(answer: () => Answer): ThreadAnswer<Answer> {
  try {
    return { done: true, value: answer() }
  } catch (fault) {
    return { done: false, fault: writeFaultOf(fault) }
  }
}
