// The versions of a customer managed policy, of which one is in force.

import { documentChars, requireIdentityPolicy } from './documents.ts'
import { LimitExceeded, quotaExceeded } from './errors.ts'
import { limits } from './limits.ts'
import type { PolicyRow, PolicyVersionRow } from './tables.ts'

/** The document, fit to be a version. */
export function requireManagedDocument(text: string): string {
  requireIdentityPolicy(text)
  const max = limits.managedPolicyCharsMax
  if (documentChars(text) > max) throw quotaExceeded('PolicySize', max)
  return text
}

export function newVersion(policy: PolicyRow, document: string, now: Date): PolicyVersionRow {
  if (policy.versions.length >= limits.policyVersionsMax) throw tooManyVersions()
  return {
    id: `v${policy.nextVersion}`,
    document: requireManagedDocument(document),
    createdAt: now.toISOString(),
  }
}

export function withVersion(
  policy: PolicyRow,
  version: PolicyVersionRow,
  setAsDefault: boolean,
): PolicyRow {
  return {
    ...policy,
    updatedAt: version.createdAt,
    defaultVersionId: setAsDefault ? version.id : policy.defaultVersionId,
    versions: [version, ...policy.versions],
    nextVersion: policy.nextVersion + 1,
  }
}

/** Sorts versions from the newest down, as AWS lists them. */
export const versionOrder = ({ id }: PolicyVersionRow): string =>
  String(Number.MAX_SAFE_INTEGER - Number(id.slice(1)))

const tooManyVersions = () =>
  LimitExceeded(
    `A managed policy can have up to ${limits.policyVersionsMax} versions. ` +
      'Before you create a new version, you must delete an existing version.',
  )
