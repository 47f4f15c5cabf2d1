import type { CheckWords } from './words.ts'

export const english: CheckWords = {
  findings: {
    'policy/malformed': { says: 'KMS refuses the policy: {says}' },
    'policy/too-large': {
      says: 'the policy has {bytes} bytes, and KMS takes {max} at most',
      instead: 'put statements together, or move what is about use of the key into IAM policies',
    },
    'policy/known-when-applied': {
      says: 'known only when it is applied: {values}. What rests on it was not judged',
      instead: '--account, --region and --parameter NAME=VALUE tell what deployment will',
    },
    'grant/malformed': { says: 'KMS refuses the grant: {says}' },
    'grant/passed-on': {
      says: '{grantee} may pass on by further grants what this grant allows: whom those let in, no policy and no plan tells',
      instead: 'leave CreateGrant out, or ask for kms:GranteePrincipal in a policy',
    },
    'grant/foreign-account': {
      says: '{grantee} is of another account than the key, {account}: the key policy need not name it for this',
      instead: 'name it in the key policy, where it can be seen and denied',
    },
    'grant/known-when-applied': {
      says: 'known only when it is applied: {values}. What rests on it was not judged',
    },
    'lockout/caller-not-covered': {
      says: 'KMS will refuse it from {deployer}: the policy neither names that principal for kms:PutKeyPolicy nor lets the IAM policies of account {account} decide',
      instead:
        'name the deployer for kms:PutKeyPolicy, or add the statement for arn:aws:iam::{account}:root',
    },
    'lockout/caller-iam-missing': {
      says: 'KMS will refuse it from {deployer}: the policy leaves kms:PutKeyPolicy to IAM, and no IAM policy of that principal allows it',
      instead: 'allow kms:PutKeyPolicy in an IAM policy of the deployer, on this key',
    },
    'lockout/known-when-applied': {
      says: 'whether KMS takes it from {deployer} cannot be told until it is applied: {because}',
    },
    'deployer/put-denied': {
      says: '{deployer} may not call kms:PutKeyPolicy under the key policy in force: the change will be denied',
      instead: 'deploy as a principal that the policy in force lets call kms:PutKeyPolicy',
    },
    'key-policy/principal-invalid': {
      says: '`{principal}` does not exist: KMS refuses a policy that names it',
      instead: 'make the user or role first, or take it out of the policy',
    },
    'key-policy/unmanageable': {
      says: 'afterwards nobody of account {account} who exists may call kms:PutKeyPolicy: only AWS Support could change the policy again',
      instead:
        'add the statement for arn:aws:iam::{account}:root, or an administrator role that exists',
    },
    'key-policy/no-account-statement': {
      says: 'this takes away the statement that lets IAM policies of account {account} count for kms:PutKeyPolicy: IAM administrators will be locked out',
      instead: 'keep the statement for arn:aws:iam::{account}:root with kms:*',
    },
  },
  because: {
    account: 'the key is in another account, or in one that is not known',
    identityPolicies:
      'the policy leaves it to IAM, and the IAM policies of that principal are not known',
    values: 'it depends on values or conditions that are not known yet',
  },
  character:
    'it holds the character `{character}`, and KMS takes tab, line breaks and U+0020 to U+00FF only',
  bypassed: 'the safety check is bypassed, and nobody will stop it',
  severity: { error: 'error', warning: 'warning', note: 'note' },
  lockout: {
    passes: 'lockout check: KMS takes this policy from {deployer}',
    bypassed: 'lockout check: bypassed',
    notChecked: 'lockout check: not made',
  },
  notAsked:
    'AWS was not asked. The lockout check needs to know who deploys: --deployer ARN with --deployer-policy FILE, or credentials',
  askedAs: 'deployed by {deployer}',
  none: 'The files put no key policy.',
  instead: 'instead: {instead}',
  theDefault: 'no policy is declared: the default key policy',
  access: {
    title: 'Who gains and who loses, {against}:',
    none: 'Nobody gains or loses access, {against}.',
    account: 'against the policy in force',
    file: 'against the file',
    plan: 'against the policy that the plan knows',
  },
  grantFaults: {
    operation: 'no grant can allow `{operation}`',
    nothing: 'it allows nothing',
    onlyCreateGrant: 'CreateGrant alone passes nothing on',
    mixed: 'no key supports all of {operations}: each key has one use',
    principal: '`{principal}` is not the ARN of an account, a user, a role or a session',
    constraints: 'it has two constraints, and one is the most',
  },
  grantAccess: 'Who gains and who loses by this grant on {key}:',
  keyUnknown: 'a key that is not known yet',
  equals: 'only with exactly the encryption context {pairs}',
  subset: 'only where the encryption context holds {pairs}',
  unseen: 'could not be seen: {question} (permission {permission})',
  total: 'key policies: {policies}{grants}, errors: {errors}, warnings: {warnings}, notes: {notes}',
  ofGrants: ', grants: {grants}',
}
