// Names of policies that have none of their own: an ARN or the name of a file stays as it is.

import type { Language } from '../../../base/told-failure.ts'
import { english } from './en.ts'
import { japanese } from './ja.ts'

export type PolicyNameId = keyof typeof english
export type PolicyNames = Readonly<Record<PolicyNameId, string>>

const CATALOGUES: Readonly<Record<Language, PolicyNames>> = { en: english, ja: japanese }

export const policyNamesIn = (language: Language): PolicyNames => CATALOGUES[language]
