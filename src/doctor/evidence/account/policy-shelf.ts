// Policies of an account, each read and compiled once: hundreds of roles carry the same ones, and
// the engine tells by the object that they are the same.

import { parseJson } from '../../../base/json.ts'
import type { NamedPolicy } from '../../../policy/index.ts'
import { named } from '../../examine.ts'
import type { PolicyText } from '../identity-policies.ts'

export class PolicyShelf {
  readonly #byName = new Map<string, { readonly text: string; readonly policy: NamedPolicy }>()
  readonly #byText = new Map<string, NamedPolicy['policy']>()

  take({ name, text }: PolicyText): NamedPolicy {
    const known = this.#byName.get(name)
    if (known?.text === text) return known.policy
    const compiled = this.#byText.get(text) ?? named(name, parseJson(text) ?? null).policy
    const policy = { name, policy: compiled }
    this.#byText.set(text, compiled)
    this.#byName.set(name, { text, policy })
    return policy
  }
}
