// The words of `who-can`, in each language.

import type { PrincipalKind } from '../../../who-can/who-can.ts'
import type { Language } from '../../words/words.ts'
import { english } from './en.ts'
import { japanese } from './ja.ts'

export interface WhoCanWords {
  readonly title: string
  readonly kinds: Readonly<Record<PrincipalKind, string>>
  readonly current: string
  readonly lastKnown: string
  readonly unknown: string
  readonly nobody: string
  readonly nobodySeen: string
  readonly incomplete: string
  readonly everyAction: string
  readonly conditional: string
  readonly foreign: string
  readonly assumedBy: string
  readonly assumedByNobody: string
  readonly assumedByUnknown: string
  readonly because: string
  readonly when: string
  readonly unless: string
  readonly constraint: string
  readonly grantsUnseen: string
  readonly everybody: string
  readonly state: string
  readonly verboseHint: string
}

const CATALOGUES: Readonly<Record<Language, WhoCanWords>> = { en: english, ja: japanese }

export const whoCanWords = (language: Language): WhoCanWords => CATALOGUES[language]
