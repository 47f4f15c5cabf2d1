// The words of the diagnosis beside its findings and remedies.

import type { Language } from '../../words/words.ts'
import { english, type DiagnosisWords } from './en.ts'
import { japanese } from './ja.ts'

export type { DiagnosisWords } from './en.ts'

const CATALOGUES: Readonly<Record<Language, DiagnosisWords>> = { en: english, ja: japanese }

export const diagnosisWords = (language: Language): DiagnosisWords => CATALOGUES[language]
