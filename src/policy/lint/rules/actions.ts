import type { Found } from '../finding.ts'
import { elementPath, type LintOptions, type StatementRule } from '../subject.ts'
import { actionNames, actionsMatching, closest, isKnownService, serviceOf } from '../vocabulary.ts'

/** Actions that do not exist, or that nobody ever asks this kind of policy about. */
export const actions: StatementRule = ({ action }, options) => {
  const { negated = false, patterns = [] } = action ?? {}
  return patterns.flatMap((pattern, index): readonly Found[] => {
    const found = faultOf(pattern, options)
    // What a NotAction lists in vain leaves nothing out, and that is all.
    if (!found || (negated && found.id !== 'action/unknown')) return []
    return [{ ...found, path: elementPath('Action', negated, index) }]
  })
}

/** Whose actions a resource's own policy is about. */
const ASKED: Readonly<Record<LintOptions['kind'], string | undefined>> = {
  keyPolicy: 'kms',
  trustPolicy: 'sts',
  identityPolicy: undefined,
}

function faultOf(pattern: string, { kind }: LintOptions): Omit<Found, 'path'> | undefined {
  const service = serviceOf(pattern)
  const asked = ASKED[kind]
  if (service === '*') return undefined
  if (asked !== undefined && service !== asked) {
    return { id: 'action/other-service', facts: { action: pattern, service: asked } }
  }
  if (!isKnownService(service)) return undefined
  const matching = actionsMatching(pattern)
  if (matching.length === 0) {
    const meant = closest(pattern, actionNames(service)) ?? `${service}:*`
    return { id: 'action/unknown', facts: { action: pattern, meant } }
  }
  if (kind !== 'keyPolicy' || /[*?]/.test(pattern)) return undefined
  const isVain = matching.every(({ action, resources }) => isVainInKeyPolicy(action, resources))
  return isVain ? { id: 'action/no-effect-in-key-policy', facts: { action: pattern } } : undefined
}

/**
 * AWS asks no key policy about what is not done to a key, nor about these, which the grant or
 * the IAM policies of the caller's account decide.
 */
const NOT_ASKED = new Set(['kms:RetireGrant', 'kms:ListRetirableGrants', 'kms:ListAliases'])

function isVainInKeyPolicy(action: string, resources: readonly string[]): boolean {
  return NOT_ASKED.has(action) || !resources.includes('key')
}
