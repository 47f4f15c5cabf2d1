// Evidence, and JSON with it, names policies in English. A report says the name in its language.

import { fill } from '../../base/fill.ts'
import type { Language } from '../../base/told-failure.ts'
import { english } from './words/en.ts'
import { policyNamesIn, type PolicyNameId, type PolicyNames } from './words/words.ts'

/** As evidence has it. */
export const inlinePolicyName = (name: string, owner: string): string =>
  fill(english.inlinePolicy, { name, owner })

export const trustPolicyName = (role: string): string => fill(english.trustPolicyOf, { role })

const IDS = Object.keys(english) as readonly PolicyNameId[]
/** The English names as patterns: the facts are groups of their names. */
const FORMS = IDS.map((id) => {
  const source = english[id].replaceAll(/\{(\w+)\}/g, '(?<$1>\\S+)')
  return [id, new RegExp(`^${source}$`)] as const
})

/** The name in the words of a report; one that is nobody's word (an ARN, a file) as it is. */
export function sayPolicyName(name: string, names: PolicyNames): string {
  for (const [id, form] of FORMS) {
    const found = form.exec(name)
    if (found) return fill(names[id], found.groups ?? {})
  }
  return name
}

export const policyNameIn = (name: string, language: Language): string =>
  sayPolicyName(name, policyNamesIn(language))

/** A line of evidence, which begins with the name of a policy: `key policy, Statement[0]`. */
export function sayEvidence(line: string, names: PolicyNames): string {
  const [, name, statement = ''] = /^(.*?)(, Statement\[\d+\].*)$/.exec(line) ?? [line, line]
  return sayPolicyName(name ?? line, names) + statement
}
