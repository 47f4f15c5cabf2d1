// Whom a role's trust policy lets in, in whatever form it names them.

import { isJsonObject, parseJson, type Json } from '../base/json.ts'
import { statementsOf } from './examine.ts'

export interface Trusted {
  /** `IdentityCenter`: who signs in by a permission set. */
  readonly kind: 'AWS' | 'Service' | 'Federated' | 'IdentityCenter'
  readonly name: string
}

/** Those of the Allow statements, once each. */
export function trustedIn(trust: string): readonly Trusted[] {
  const json = parseJson(trust)
  if (!isJsonObject(json)) return []
  const found = statementsOf(json)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Principal }) => namesIn(Principal))
  return [...new Map(found.map((one) => [`${one.kind} ${one.name}`, one])).values()]
}

function namesIn(clause: Json | undefined): readonly Trusted[] {
  if (clause === '*') return [{ kind: 'AWS', name: '*' }]
  if (!isJsonObject(clause)) return []
  return (['AWS', 'Service', 'Federated'] as const).flatMap((kind) =>
    [clause[kind] ?? []]
      .flat()
      .filter((name) => typeof name === 'string')
      .map((name) => ({ kind: isIdentityCenter(name) ? 'IdentityCenter' : kind, name })),
  )
}

/** The SAML provider that Identity Center makes in every account it reaches. */
const isIdentityCenter = (name: string): boolean => name.includes(':saml-provider/AWSSSO_')
