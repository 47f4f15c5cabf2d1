// What the doctor says when it cannot do what it was asked for.

import type { FailureCatalogue, FailureWords, Language } from '../../../base/told-failure.ts'
import { english } from './en.ts'
import { japanese } from './ja.ts'

/** English is the one that says which facts a failure has. */
export type FailureSentences = typeof english
export type FailureId = keyof FailureSentences

const CATALOGUES: Readonly<Record<Language, Readonly<Record<FailureId, FailureWords>>>> = {
  en: english satisfies FailureCatalogue,
  ja: japanese,
}

export const failuresIn = (language: Language): Readonly<Record<FailureId, FailureWords>> =>
  CATALOGUES[language]
