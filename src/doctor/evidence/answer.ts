// What comes back when AWS is asked something. A refusal is evidence, not an error: it is the
// very case the doctor exists for.

import { StrangeAnswer, strangenessOf } from './strange-answer.ts'

export type Answer<T> = Got<T> | Refused | Absent | Failed

export interface Got<T> {
  readonly got: T
}

export interface Refused {
  /** AWS's sentence. */
  readonly refused: string
  /** The permission that would have answered: `kms:GetKeyPolicy`. */
  readonly by: string
}

/** No answer: the service cannot be reached, or does not know the question. */
export interface Failed {
  readonly failed: string
  readonly by: string
}

/** AWS looked, and it is not there. */
export interface Absent {
  readonly absent: string
}

export const isGot = <T>(answer: Answer<T> | undefined): answer is Got<T> =>
  answer !== undefined && 'got' in answer

export const isRefused = (answer: Answer<unknown> | undefined): answer is Refused =>
  answer !== undefined && 'refused' in answer

/** Refused or failed: what it would have shown stays unknown. */
export const isUnseen = (answer: Answer<unknown> | undefined): answer is Refused | Failed =>
  answer !== undefined && ('refused' in answer || 'failed' in answer)

/** Why it stays unknown, in AWS's words. */
export const reasonOf = (answer: Refused | Failed): string =>
  'refused' in answer ? answer.refused : answer.failed

export const isAbsent = (answer: Answer<unknown> | undefined): answer is Absent =>
  answer !== undefined && 'absent' in answer

export const gotOf = <T>(answer: Answer<T> | undefined): T | undefined =>
  isGot(answer) ? answer.got : undefined

const REFUSALS = new Set(['AccessDenied', 'AccessDeniedException', 'NotAuthorizedException'])
const ABSENCES = new Set(['NotFoundException', 'NoSuchEntity', 'NoSuchEntityException'])

/** Asks one question that `permission` answers. Only a fault of our own is thrown on. */
export async function ask<T>(permission: string, question: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { got: await question() }
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown
    const { name, message } = thrown
    if (REFUSALS.has(name)) return { refused: message, by: permission }
    if (ABSENCES.has(name)) return { absent: message }
    if (!isAnswered(thrown)) throw thrown
    return { failed: strangenessOf(thrown), by: permission }
  }
}

/** The SDK's exceptions have `$metadata`, those of the network a `code`. */
const isAnswered = (thrown: Error): boolean =>
  '$metadata' in thrown || 'code' in thrown || thrown instanceof StrangeAnswer
