import type { AuditWords } from './words.ts'

export const english: AuditWords = {
  rules: {
    'audit/unmanageable': {
      title: 'unmanageable',
      fail: 'Nobody can change its key policy any more.',
      unknown:
        'Of all who could be seen nobody can change its key policy; IAM did not show everybody.',
    },
    'audit/open-to-world': {
      title: 'open to every AWS account',
      fail: 'Any AWS account whatever may use it: {actions}.',
    },
    'audit/open-to-world-conditioned': {
      title: 'open to all who meet conditions',
      fail: 'Any AWS account may use it that meets the conditions: {conditions}. For: {actions}.',
    },
    'audit/pending-deletion-in-use': {
      title: 'pending deletion, in use',
      fail:
        'It will be deleted on {deletion}, and with it all that was encrypted under it. Last ' +
        'use: {uses}. Grants: {grants}.',
    },
    'audit/administrators-deleted': {
      title: 'administrators deleted',
      fail:
        'Its key policy lets principals administer it that were deleted: {names}. Making one of ' +
        'the same name again does not help.',
    },
    'audit/readable-by-nobody': {
      title: 'readable by nobody',
      fail: 'Nobody may read its key policy.',
      unknown:
        'Of all who could be seen nobody may read its key policy; IAM did not show everybody.',
    },
    'audit/one-administrator': {
      title: 'one administrator left',
      fail: 'Only {principal} can change its key policy.',
      unknown:
        'Of all who could be seen only {principal} can change its key policy; IAM did not show ' +
        'everybody.',
    },
    'audit/no-delegation': {
      title: 'no delegation to the account',
      fail:
        'No statement of its key policy names the account: IAM policies do not count, and ' +
        'whoever the policy names must not be deleted.',
    },
    'audit/delegation-narrowed': {
      title: 'delegation narrowed',
      fail: 'Its key policy names the account, and not for {actions}: IAM cannot repair it.',
    },
    'audit/delegation-conditioned': {
      title: 'delegation under conditions',
      fail: 'IAM policies count for changing its key policy only where this is met: {conditions}.',
    },
    'audit/open-to-accounts': {
      title: 'open to other accounts',
      fail: 'Other accounts may use it: {accounts}. Their own IAM policies decide who.',
    },
    'audit/grantee-deleted': {
      title: 'grantee deleted',
      fail: 'Grants whose grantee was deleted: {count}.',
    },
    'audit/grant-outlives-policy': {
      title: 'access by a grant alone',
      fail:
        'Grants that let somebody use it whom neither its key policy nor IAM lets: {count}. ' +
        'Changing the policy does not end them.',
    },
    'audit/retiring-principal-deleted': {
      title: 'retiring principal deleted',
      fail: 'Grants whose retiring principal was deleted: {count}. They have to be revoked.',
    },
    'audit/pending-deletion': {
      title: 'pending deletion',
      fail: 'It will be deleted on {deletion}. No recent use and no grant was seen.',
    },
    'audit/disabled': { title: 'disabled', fail: 'It is disabled: nobody can use it.' },
    'audit/rotation-off': {
      title: 'rotation off',
      fail: 'Its key material is not rotated each year.',
    },
    'audit/policy-unseen': {
      title: 'policy not readable to you',
      fail: 'You may not read its key policy, and no event that could be seen tells it.',
      unknown: 'You may not read its key policy. Last known from event: {event}.',
    },
    'audit/root-access-key': {
      title: 'access key of the root user',
      fail: 'The root user has an access key, and can change the policies of {keys} keys.',
    },
    'audit/old-access-key': {
      title: 'old access key',
      fail:
        'The access key {key} of {principal} is {age} days old; it can change the policies of ' +
        '{keys} keys.',
    },
    'audit/unused-access-key': {
      title: 'unused access key',
      fail:
        'The access key {key} of {principal} has not been used for {unused} days (last: {used}); ' +
        'it can change the policies of {keys} keys.',
    },
  },
  severities: {
    critical: 'CRITICAL',
    high: 'HIGH',
    medium: 'MEDIUM',
    low: 'LOW',
    note: 'NOTE',
  },
  fine: 'fine',
  title: 'Audit of the KMS keys of account {account}',
  summary: '{keys} keys, {bad} with findings: {counts}.',
  summaryFine: '{keys} keys, nothing found.',
  noKeys: 'There are no customer managed keys here.',
  notListed: 'The keys of {region} could not be listed.',
  partial: 'PARTIAL: interrupted, {left} keys were not reached. What is not here was not seen.',
  lastKnown: 'last known policy, {event}',
  policyUnknown: 'policy not known',
  columns: { severity: 'Severity', key: 'Key', findings: 'Findings' },
  details: 'What was found, and what to type next',
  people: 'Access keys of those who can change key policies',
  awsManaged: 'AWS managed keys, whose policies nobody can change: {names}',
  unseen: 'Could not be seen, for want of a permission or an answer: {permissions}',
  notAsked: 'SCPs, RCPs, VPC endpoint policies and session policies are not part of this answer.',
  next: 'Next',
  administrators: 'Can change the policy',
  nobody: 'nobody',
  conditional: 'under conditions',
  region: 'Region',
  made: 'Made on {date} by Sparekey',
  readingPrincipals: '  reading IAM: {known} users and roles',
  readingKeys: '  reading keys of {region}: {done} of {of}',
}
