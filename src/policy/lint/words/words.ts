import type { LintFinding, LintId } from '../finding.ts'
import { english } from './en.ts'
import { japanese } from './ja.ts'

export interface LintWords {
  readonly findings: Readonly<Record<LintId, LintText>>
  /** In place of `instead`, when nothing similar is known. */
  readonly noneMeant: string
  readonly consequence: Readonly<Record<'always' | 'never', string>>
}

/** A finding in words. */
export interface LintText {
  readonly says: string
  readonly instead: string
}

/** What is wrong, and what to write instead. */
export function lintText({ id, facts }: LintFinding, language: 'en' | 'ja'): LintText {
  const words = language === 'ja' ? japanese : english
  const { says, instead } = words.findings[id]
  const consequence = facts.consequence === 'always' ? 'always' : 'never'
  const named = { ...facts, consequence: words.consequence[consequence] }
  const isLost = instead.includes('{meant}') && facts.meant === undefined
  return { says: fill(says, named), instead: fill(isLost ? words.noneMeant : instead, named) }
}

function fill(template: string, facts: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (place, name: string) => facts[name] ?? place)
}
