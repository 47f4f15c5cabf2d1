// Failures that a person reads in their own language: an id and facts, with the sentences in one
// catalogue per subject.

import { fill } from './fill.ts'

export type Language = 'en' | 'ja'

/** What is wrong, and what to type instead; `{places}` are for the facts. */
export interface FailureWords {
  readonly says: string
  readonly hints?: readonly string[]
}

/** The sentences of a subject, by the id of the failure. */
export type FailureCatalogue = Readonly<Record<string, FailureWords>>

/** The facts that the sentences have places for. */
export type FactsOf<Words extends FailureWords> = Readonly<
  Record<PlacesIn<Words['says']> | PlacesIn<HintIn<Words>>, string>
>

type HintIn<Words> = Words extends { readonly hints: readonly (infer Hint)[] } ? Hint : never

type PlacesIn<Text> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? Place | PlacesIn<Rest>
  : never

/** A failure in words. */
export interface Told {
  readonly message: string
  readonly hints: readonly string[]
}

/** `message` and `hints` are English, as in every log; `told` has them in the reader's language. */
export class ToldFailure extends Error {
  readonly hints: readonly string[]
  readonly told: (language: Language) => Told

  constructor(told: (language: Language) => Told, options?: ErrorOptions) {
    const { message, hints } = told('en')
    super(message, options)
    this.hints = hints
    this.told = told
  }
}

/** Lines that need no translation (commands, ARNs, AWS's sentences) come before the hints. */
export function tell(
  { says, hints = [] }: FailureWords,
  facts: Readonly<Record<string, string>>,
  lines: readonly string[] = [],
): Told {
  return {
    message: fill(says, facts),
    hints: [...lines, ...hints.map((hint) => fill(hint, facts))],
  }
}
