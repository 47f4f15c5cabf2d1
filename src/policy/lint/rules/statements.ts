// Statements that cannot do anything.

import { parseTemplate, templateMatcher } from '../../match/template.ts'
import type { Found } from '../finding.ts'
import { elementPath, type StatementRule } from '../subject.ts'

/**
 * A stored statement without Action or Resource never matches; AWS refuses new ones since
 * 2025-08-18. A trust policy has no Resource: its role is the resource.
 */
export const missingElements: StatementRule = ({ action, resource }, { kind }) => [
  ...(!action || action.patterns.length === 0
    ? [{ id: 'statement/no-action', path: [] } as const]
    : []),
  ...(kind !== 'trustPolicy' && (!resource || resource.patterns.length === 0)
    ? [{ id: 'statement/no-resource', path: [] } as const]
    : []),
]

/** In a key policy, `"*"` means this key, and nothing else is ever asked about. */
export const resourceOfAnotherKey: StatementRule = ({ resource }, { kind, key }) => {
  if (kind !== 'keyPolicy' || !resource || resource.negated) return []
  return resource.patterns.flatMap((pattern, index): readonly Found[] => {
    if (pattern === '*') return []
    const isThisKey = key === undefined ? isAboutKeys(pattern) : takes(pattern, key)
    const id = isThisKey ? 'statement/resource-named' : 'statement/resource-not-this-key'
    return [{ id, path: elementPath('Resource', false, index), facts: { resource: pattern } }]
  })
}

function takes(pattern: string, key: string): boolean {
  return templateMatcher(parseTemplate(pattern, '2008-10-17'))(key, new Map())
}

const isAboutKeys = (pattern: string): boolean => /^arn:[^:]*:kms:.*:key\/|^arn:.*\*$/.test(pattern)
