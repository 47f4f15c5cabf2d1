import type { CheckId } from '../../../check/check-finding.ts'
import type { LockoutVerdict } from '../../../check/lockout.ts'
import type { Language } from '../../words/words.ts'
import { english } from './en.ts'
import { japanese } from './ja.ts'

export interface CheckWords {
  readonly findings: Readonly<Record<CheckId, { readonly says: string; readonly instead?: string }>>
  readonly because: Readonly<
    Record<Extract<LockoutVerdict, { says: 'unknown' }>['because'], string>
  >
  readonly character: string
  readonly bypassed: string
  readonly severity: Readonly<Record<'error' | 'warning' | 'note', string>>
  readonly lockout: Readonly<Record<'passes' | 'bypassed' | 'notChecked', string>>
  readonly notAsked: string
  readonly askedAs: string
  readonly none: string
  readonly instead: string
  readonly theDefault: string
  readonly access: Readonly<Record<'title' | 'none' | 'account' | 'file' | 'plan', string>>
  readonly grantFaults: Readonly<
    Record<
      'operation' | 'nothing' | 'onlyCreateGrant' | 'mixed' | 'principal' | 'constraints',
      string
    >
  >
  readonly grantAccess: string
  readonly keyUnknown: string
  /** What the constraint of a grant asks of the encryption context. */
  readonly equals: string
  readonly subset: string
  readonly unseen: string
  readonly total: string
  readonly ofGrants: string
}

const CATALOGUES: Readonly<Record<Language, CheckWords>> = { en: english, ja: japanese }

export const checkWordsFor = (language: Language): CheckWords => CATALOGUES[language]
