const EVIDENCE_HINTS = ['sparekey collect KEY --out FILE writes such a file'] as const

export const english = {
  aws: { says: '{code}: {message}' },
  awsSays: { says: '{message}' },
  interrupted: { says: 'interrupted; the key policy has not been touched' },
  callerUnknown: {
    says: 'the endpoint does not say who asks (sts:GetCallerIdentity): {reason}',
  },
  noAccount: { says: '`{account}` is no account' },
  otherAccount: {
    says: 'this is account `{account}`, not `{meant}`',
    hints: ['nothing has been changed'],
  },

  noKey: { says: 'no key `{key}` in account `{account}`, Region `{region}`' },
  keyUnknown: {
    says: 'no key `{key}` in account `{account}`, Region `{region}`',
    hints: [
      'another Region: --region REGION',
      'an alias needs the permission `kms:ListAliases`; the key id or ARN does without it',
    ],
  },
  keyNotThere: {
    says: 'there is no key `{key}` in {region} of {account}',
    hints: ['sparekey audit lists the keys there are'],
  },
  noKeyArn: { says: '`{key}` is not the ARN of a key' },
  keyNotAsked: { says: '`{key}` is not the ARN of a key, and AWS is not asked for it' },

  noCaller: { says: '`{principal}` is no principal that can call' },
  principalNotThere: { says: 'there is no `{principal}`: {reason}' },
  principalNotInAccount: { says: 'there is no `{principal}` in account `{account}`' },
  principalNotShown: { says: '`{principal}` is not among the users and roles that IAM shows' },
  putsNoPolicies: { says: '`{principal}` puts no key policies' },
  noDeployer: { says: '`{arn}` is not the ARN of a user, a role or one of its sessions' },

  historyRefused: {
    says: '{message}',
    hints: [
      'the permission `{permission}` shows the history',
      'log files tell it without: --logs FOLDER, or --logs s3://BUCKET/PREFIX',
    ],
  },
  historyUnanswered: {
    says: 'the event history does not answer ({permission}): {reason}',
    hints: ['log files tell it without: --logs FOLDER, or --logs s3://BUCKET/PREFIX'],
  },
  noLogs: { says: '`{logs}` is neither a folder nor a place in S3' },
  noTableName: { says: '`{text}` is not the name of a table' },
  noTrail: { says: 'no trail `{trail}` records {region}' },

  noAction: {
    says: '`{word}` is no action on a key',
    hints: [
      'kms:Decrypt, or several: kms:Decrypt,kms:Encrypt, or a pattern: kms:*Grant*',
      'or one of: {groups}',
    ],
  },
  noPermissions: {
    says: '`{command}` asks AWS nothing that a permission is needed for',
    hints: ['one of: {commands}'],
  },

  encodedReason: {
    says: 'AWS has encoded the reason: who may decode it can paste the result',
    hints: ['it needs the permission `sts:DecodeAuthorizationMessage`'],
  },
  aboutAnother: { says: 'the text is about `{action}`, and not about a KMS key' },
  aboutAnotherNoDenial: {
    says: 'the text is about `{action}`, and not about a KMS key',
    hints: ['an error that names kms:..., or the CloudTrail event of one'],
  },

  noFileNoKey: { says: '`{name}` is no file, and AWS is not asked: no credentials' },
  policyUnread: {
    says: 'the policy of `{key}` cannot be read',
    hints: ['{key}@NUMBER names a version that `sparekey history {key}` shows'],
  },
  policyUnreadBecause: {
    says: 'the policy of `{key}` cannot be read: {reason}',
    hints: ['{key}@NUMBER names a version that `sparekey history {key}` shows'],
  },
  versionUnknown: {
    says: 'no version `{at}` of the policy of `{key}` is known',
    hints: ['there are {count}: `sparekey history {key}` shows them, as #1 and so on'],
  },

  unreadable: { says: '{place}: {says}' },
  malformedPolicy: {
    says: '{place}: {says}',
    hints: ['KMS refuses it as MalformedPolicyDocument'],
  },
  noKeyPolicy: { says: '`{name}` is not a key policy' },
  noPolicyOf: { says: 'no key policy of `{resource}` is put by the files' },
  severalPolicies: { says: 'the files put several key policies: which one is it about' },
  fileTooLarge: { says: '`{file}` is larger than {mebibytes} MiB' },
  fileMissing: { says: '`{file}` cannot be read: there is no such file' },
  isFolder: { says: '`{file}` is a folder' },
  nothingDeclared: {
    says: '`{file}` is neither a key policy, a Terraform plan nor a CloudFormation template',
    hints: ['cdk synth, and then its folder: cdk.out'],
  },
  noState: { says: '`{name}` is neither a Terraform state nor a CloudFormation template' },
  noManifest: { says: '`{file}` is not the manifest of a CDK assembly' },
  loopsTooLong: { says: 'the loops of the template come to more than {count} values' },
  tooManyTemplates: { says: '`{folder}` has more than {count} templates' },
  outsideOfFolder: { says: '`{name}` is outside of `{folder}`' },
  templateTooLarge: { says: 'the template comes to more than {count} characters' },

  evidenceTooLarge: { says: '`{name}`: it has more than {mebibytes} MiB', hints: EVIDENCE_HINTS },
  evidenceForeign: {
    says: '`{name}`: it is no evidence that sparekey has collected',
    hints: EVIDENCE_HINTS,
  },
  evidenceVersion: {
    says: '`{name}`: it is of version {version}, and this sparekey reads version 1',
    hints: EVIDENCE_HINTS,
  },
  evidenceNested: {
    says: '`{name}`: it nests deeper than {levels} levels',
    hints: EVIDENCE_HINTS,
  },
  evidenceTwice: {
    says: '`{name}`: it has the member {member} twice in one object',
    hints: EVIDENCE_HINTS,
  },
  evidenceMember: { says: '`{name}`: `{member}` is not what it must be', hints: EVIDENCE_HINTS },
  evidenceAnswers: { says: '`{name}`: `answers` is no list', hints: EVIDENCE_HINTS },
  evidenceTooMany: {
    says: '`{name}`: it has more than {count} answers',
    hints: EVIDENCE_HINTS,
  },
  evidenceAnswer: {
    says: '`{name}`: `answers[{at}]` is not what an answer must be',
    hints: EVIDENCE_HINTS,
  },
} as const
