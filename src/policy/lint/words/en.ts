import type { LintWords } from './words.ts'

export const english: LintWords = {
  findings: {
    'statement/no-action': {
      says: 'the statement has no `Action`, and so never applies; AWS refuses new ones',
      instead: 'add `"Action"`, such as `"kms:*"` for an administrator',
    },
    'statement/no-resource': {
      says: 'the statement has no `Resource`, and so never applies; AWS refuses new ones',
      instead: 'add `"Resource": "*"`',
    },
    'statement/resource-not-this-key': {
      says: '`{resource}` is not the key that this policy belongs to: the statement never applies',
      instead: 'write `"Resource": "*"`: in a key policy it means this key',
    },
    'statement/resource-named': {
      says: 'a key policy is about its own key only: naming `{resource}` adds nothing, and stops working on a copy or a replica',
      instead: 'write `"Resource": "*"`: in a key policy it means this key',
    },
    'principal/group': {
      says: '`{principal}` is a group, and a group is no principal: AWS refuses the policy',
      instead:
        'name users or roles, or let the account decide and attach an IAM policy to the group',
    },
    'principal/wildcard-in-arn': {
      says: '`{principal}` has a wildcard, which means nothing inside the ARN of a principal',
      instead:
        'write `"*"` with a condition such as `"ArnLike": {"aws:PrincipalArn": "{principal}"}`',
    },
    'principal/malformed': {
      says: '`{principal}` can be no principal: AWS refuses the policy',
      instead: 'write the ARN of a user, a role, a session or an account, or a service name',
    },
    'principal/deleted': {
      says: '`{principal}` is a bare unique id: the user or role was deleted, and one made again under its name is somebody else',
      instead: 'name the user or role that is meant by its ARN, or take the id out',
    },
    'principal/not-principal-allow': {
      says: 'an Allow with `NotPrincipal` lets in everybody but {principals}, of every AWS account',
      instead: 'list in `Principal` whom it is for',
    },
    'principal/not-principal-deny': {
      says: 'a Deny with `NotPrincipal` also strikes {principals}, unless the session, the role and the account are all listed',
      instead: 'deny `"Principal": "*"` under `"ArnNotEquals": {"aws:PrincipalArn": ...}`',
    },
    'delegation/missing': {
      says: 'no statement lets account `{account}` call PutKeyPolicy: no IAM policy can give it, and IAM administrators are locked out',
      instead:
        'add a statement with `"Principal": {"AWS": "arn:aws:iam::{account}:root"}`, `"Action": "kms:*"`, `"Resource": "*"`',
    },
    'delegation/never-holds': {
      says: 'nobody of the account meets `{condition}`: the statement that should let IAM policies count never does',
      instead: 'take the condition out, or ask for a value that requests of the account have',
    },
    'administration/nobody': {
      says: 'nobody may call PutKeyPolicy: only AWS Support could change this policy again',
      instead: 'let the account or an administrator role call `kms:PutKeyPolicy`',
    },
    'administration/only-one': {
      says: '`{principal}` alone may call PutKeyPolicy: when it is deleted, only AWS Support can help',
      instead: 'let the account call it as well, or name a second administrator',
    },
    'access/open-to-world': {
      says: 'everybody of every AWS account is let in',
      instead:
        'name principals, or add a condition such as `"StringEquals": {"{instead}": "111122223333"}`',
    },
    'action/unknown': {
      says: 'there is no action `{action}`',
      instead: 'write `{meant}`, if that is meant',
    },
    'action/other-service': {
      says: 'this policy is never asked about `{action}`, only about actions of `{service}`',
      instead: 'put it into an IAM policy',
    },
    'action/no-effect-in-key-policy': {
      says: '`{action}` means nothing in a key policy: it is not done to a key, or not asked of its policy',
      instead: 'put it into an IAM policy',
    },
    'condition/unknown-key': {
      says: 'there is no condition key `{key}`',
      instead: 'write `{meant}`, if that is meant',
    },
    'condition/key-not-in-request': {
      says: 'no request for {actions} has `{key}`: the condition is {consequence} met for them',
      instead: 'put the actions that do have it into a statement of their own',
    },
    'condition/identity-only-key': {
      says: '`{key}` is never there for a key policy: AWS tells it to IAM policies only',
      instead: 'put the condition into an IAM policy',
    },
    'condition/operator-misfit': {
      says: '`{operator}` does not fit `{key}`, whose type is {type}',
      instead: 'write `{instead}` or one of its family',
    },
    'condition/set-operator-missing': {
      says: '`{key}` holds several values, and `{operator}` compares one',
      instead: 'write `ForAnyValue:{operator}`, or `ForAllValues:{operator}` beside a `Null` check',
    },
  },
  noneMeant: 'leave it out, or look it up in the service authorization reference',
  consequence: { always: 'always', never: 'never' },
}
