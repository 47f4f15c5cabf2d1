import { fill } from '../../../base/fill.ts'
import type { Language } from '../../../base/told-failure.ts'
import { english } from './words/en.ts'
import { japanese } from './words/ja.ts'

export type ProblemId = keyof typeof english

/** Something in a data directory that is not as it must be. */
export interface Problem {
  readonly id: ProblemId
  readonly facts: Readonly<Record<string, string>>
}

export const problem = (id: ProblemId, facts: Problem['facts']): Problem => ({ id, facts })

export const problemText = ({ id, facts }: Problem, language: Language): string =>
  fill((language === 'ja' ? japanese : english)[id], facts)
