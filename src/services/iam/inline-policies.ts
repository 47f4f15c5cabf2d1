// The policies inside a user, role or group.

import { documentChars, requireIdentityPolicy } from './documents.ts'
import { cannotBeFound, LimitExceeded } from './errors.ts'
import { limits } from './limits.ts'
import type { Page, PageInput } from './paging.ts'
import { listed, takePage } from './paging.ts'
import type { IdentityKind } from './resources/identities.ts'
import type { IdentityRow } from './tables.ts'

const charsMax: Readonly<Record<IdentityKind, number>> = {
  user: limits.userInlineCharsMax,
  role: limits.roleInlineCharsMax,
  group: limits.groupInlineCharsMax,
}

interface InlinePolicy {
  readonly PolicyName: string
  readonly PolicyDocument: string
}

/** Adds the policy, or replaces the one of its name. */
export function withInlinePolicy<Value extends IdentityRow>(
  kind: IdentityKind,
  row: Value,
  { PolicyName, PolicyDocument }: InlinePolicy,
): Value {
  requireIdentityPolicy(PolicyDocument)
  const inlinePolicies = { ...row.inlinePolicies, [PolicyName]: PolicyDocument }
  const chars = Object.values(inlinePolicies).reduce((sum, text) => sum + documentChars(text), 0)
  if (chars > charsMax[kind]) throw tooLarge(kind, row.name)
  return { ...row, inlinePolicies }
}

export function withoutInlinePolicy<Value extends IdentityRow>(
  kind: IdentityKind,
  row: Value,
  policyName: string,
): Value {
  requireInlinePolicy(kind, row, policyName)
  const kept = Object.entries(row.inlinePolicies).filter(([name]) => name !== policyName)
  return { ...row, inlinePolicies: Object.fromEntries(kept) }
}

/** The document, as it was sent. */
export function requireInlinePolicy(
  kind: IdentityKind,
  { inlinePolicies }: IdentityRow,
  policyName: string,
): string {
  const document = Object.hasOwn(inlinePolicies, policyName) && inlinePolicies[policyName]
  if (!document) throw cannotBeFound(`${kind} policy`, policyName)
  return document
}

export const pageOfInlinePolicies = (row: IdentityRow, input: PageInput): Page<string> =>
  takePage(input, listed(Object.keys(row.inlinePolicies), String))

const tooLarge = (kind: IdentityKind, name: string) =>
  LimitExceeded(`Maximum policy size of ${charsMax[kind]} bytes exceeded for ${kind} ${name}`)
