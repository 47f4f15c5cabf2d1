// Faults of one line that the policy cases must catch: in this file of src/policy, `from` (which
// stands there once) becomes `to`.

export interface Mutant {
  readonly file: string
  readonly fault: string
  readonly from: string
  readonly to: string
}

type Row = readonly [fault: string, from: string, to: string]

const FAULTS: Readonly<Record<string, readonly Row[]>> = {
  'decide.ts': [
    ['a grant beats a deny', 'if (denying) {', "if (denying && judged.grants.says !== 'allow') {"],
    ["an SCP's deny is not seen", 'ORDER.find(', 'ORDER.slice(1).find('],
    ['same-account operations reach over', 'isForeign && request.sameAccountOnly', 'false'],
    ['the root user assumes roles', "resource?.kind === 'trustPolicy' && caller.isRoot", 'false'],
    ['a boundary limits grants', "open('grants', NOTHING_MORE", "open('grants', LIMITS"],
    [
      'being named suffices across accounts',
      "isForeign ? IAM : NOTHING_MORE, metAs(named, 'directly')",
      "NOTHING_MORE, metAs(named, 'directly')",
    ],
    [
      'a boundary limits a user that is named',
      "isForeign ? IAM : NOTHING_MORE, metAs(named, 'directly')",
      "isForeign ? IAM : LIMITS, metAs(named, 'directly')",
    ],
    [
      'boundary skipped for a role named by ARN',
      "isForeign ? IAM : LIMITS, metAs(named, 'asRole')",
      "isForeign ? IAM : NOTHING_MORE, metAs(named, 'asRole')",
    ],
    [
      'a role that is named needs no IAM across accounts',
      "isForeign ? IAM : LIMITS, metAs(named, 'asRole')",
      "LIMITS, metAs(named, 'asRole')",
    ],
    ['delegation gives access', "open('identity', IAM, [", "open('identity', LIMITS, ["],
    ['grants do not delegate', "[...metAs(granted, 'asAccount'), ", '['],
    ['key policies do not delegate', ", ...metAs(named, 'asAccount')]", ']'],
    [
      'IAM allows RetireGrant',
      'if (question.action === RETIRE_GRANT) return false',
      'if (question.action.length === 0) return false',
    ],
    [
      'a key policy is like a bucket policy',
      "kind === undefined || kind === 'resourcePolicy'",
      "kind !== 'trustPolicy'",
    ],
    [
      'a bucket policy is like a key policy',
      "kind === undefined || kind === 'resourcePolicy'",
      'kind === undefined',
    ],
    [
      "IAM suffices for another account's bucket",
      'question.caller.account === undefined || question.isForeign',
      'question.caller.account === undefined',
    ],
    ['one of several limits is enough', 'needs.every((layer)', 'needs.some((layer)'],
    ['a silent SCP allows', "if (isSilent('scp')) return 'scp'", ''],
    ['a silent endpoint policy allows', "if (isSilent('vpcEndpoint')) return 'vpcEndpoint'", ''],
    [
      'the boundary does not limit IAM',
      "IAM: readonly LayerName[] = ['boundary', 'session', ",
      "IAM: readonly LayerName[] = ['session', ",
    ],
    [
      'the session policy does not limit IAM',
      "IAM: readonly LayerName[] = ['boundary', 'session', ",
      "IAM: readonly LayerName[] = ['boundary', ",
    ],
    [
      'the session policy does not limit a role that is named',
      "LIMITS: readonly LayerName[] = ['boundary', 'session']",
      "LIMITS: readonly LayerName[] = ['boundary']",
    ],
  ],
  'judge.ts': [
    ['the root user has IAM policies', 'account !== undefined && !caller.isRoot', 'isRoot || true'],
    ['one level of SCPs is enough', 'judged.every((level)', 'judged.some((level)'],
    [
      'SCPs bind service-linked roles',
      'isServiceLinked(request.principal) || caller.account',
      'caller.account',
    ],
    [
      'SCPs bind services',
      'isServiceLinked(request.principal) || caller.account === undefined',
      'isServiceLinked(request.principal)',
    ],
    ['RCPs reach AWS managed keys', ' || request.awsManagedKey === true', ''],
    ['RCPs reach RetireGrant', 'exempt = action === RETIRE_GRANT || ', 'exempt = '],
    [
      'RCPs reach service-linked roles',
      'levels.length === 0 || exempt || isServiceLinked(request.principal)',
      'levels.length === 0 || exempt',
    ],
    [
      'key policies speak of RetireGrant',
      'if (question.action === RETIRE_GRANT) return NOT_APPLICABLE',
      '',
    ],
    [
      'a Deny of an identity policy allows',
      "if (statement.effect === 'Deny')",
      "if (statement.effect === 'Deny' && attachment !== 'identity')",
    ],
    ['a Deny silences its layer only', "return 'deny'", "return 'silent'"],
    ['an empty boundary is none', 'if (!boundary || ', 'if (!boundary?.length || '],
    ['the session policy is not asked', 'if (!session || ', 'if (session || '],
  ],
  'question.ts': [
    ['no account is foreign', 'caller.account !== resourceAccount', 'false'],
    ['actions are compared with case', 'request.action.toLowerCase()', 'request.action'],
  ],
  'match/statement.ts': [
    [
      'delegation ignores its condition',
      'if (!condition.holds(context))',
      "if (principalMeeting(statement, question, attachment) !== 'asAccount' && " +
        '!condition.holds(context))',
    ],
    [
      'a Deny ignores its condition',
      'if (!condition.holds(context))',
      "if (statement.statement.effect === 'Allow' && !condition.holds(context))",
    ],
    [
      'Resource is ignored',
      'if (!meetsResource(statement, question, attachment)) return undefined',
      '',
    ],
    ['a missing Resource matches', "return attachment === 'trust'", 'return true'],
    ['a trust policy needs a Resource', "return attachment === 'trust'", 'return false'],
  ],
  'match/principal.ts': [
    [
      'NotPrincipal with Deny spares by any name',
      '(exempts(names, caller) ?',
      '(meets(names, caller) ?',
    ],
    [
      'NotPrincipal with Allow meets all',
      "(meets(names, caller) ? undefined : 'directly')",
      "'directly' as const",
    ],
    [
      '"*" only delegates',
      "if (names.everybody) return 'directly'",
      "if (names.everybody) return 'asAccount'",
    ],
    ['a role stands for itself', "meeting = 'asRole'", "return 'directly'"],
    ['an account is everybody in it', "caller.isRoot ? 'directly' : 'asAccount'", "'directly'"],
    ['an account is not named by its id', '|(\\d{12}))$/', '|(\\d{13}))$/'],
    [
      'NotPrincipal needs no account',
      '.accounts, caller.accountNames)) return false',
      '.accounts, [])) caller.account',
    ],
    ['NotPrincipal needs one identity', 'caller.identities.every(', 'caller.identities.some('],
    ['a provider is a service', 'outsiders[type].add(value)', 'outsiders.Service.add(value)'],
    ['a canonical user is nobody', "'CanonicalUser') accounts.add", "'CanonicalUser') exact.add"],
    ['the index forgets users and roles', 'new Set([...exact, ...accounts', 'new Set([...accounts'],
    [
      'the index narrows NotPrincipal',
      'meets: allow, requiredNames: undefined',
      'meets: allow, requiredNames: [...names.exact]',
    ],
    [
      'the index leaves out everybody',
      "everybody || outsiders.Service.has('*')",
      'accounts.size < 0',
    ],
  ],
  'match/caller.ts': [
    [
      'a role is not limited',
      'known(roleArn, uniqueId), limited: true',
      'known(roleArn, uniqueId), limited: false',
    ],
    [
      'a session is limited',
      'known(arn, boundSession), limited: false',
      'known(arn, boundSession), limited: true',
    ],
    [
      'unique ids do not count',
      'known(principal.arn, principal.uniqueId)',
      'known(principal.arn, undefined)',
    ],
  ],
  'statement-index.ts': [
    ['only the last name counts', 'found.length === 0 ? named : merged(found, named)', 'named'],
    ['a Deny for everybody is overlooked', 'if (byName.size === 0) return found', 'found = []'],
  ],
  'compile.ts': [
    [
      'a missing Action matches',
      'compileActions(action) : () => false',
      'compileActions(action) : () => true',
    ],
    ['action patterns keep their case', 'pattern.toLowerCase()', 'pattern'],
    ['NotAction is Action', 'matches(action))) !== negated', 'matches(action)))'],
    ['NotResource is Resource', 'matchers.length === 1 && !negated', 'matchers.length === 1'],
    ['a short ARN stays short', "pattern + ':*'.repeat(ARN_PARTS - parts)", 'pattern'],
  ],
  'match/template.ts': [
    ['the older version has variables', "version !== '2012-10-17' || ", ''],
    [
      'a variable has no default',
      "typeof held === 'string' ? held : part.fallback",
      'held as string',
    ],
    [
      'a value brings wildcards',
      "if (value !== '') tokens.push(value)",
      'tokens.push(...tokenize(value))',
    ],
    [
      'a variable without value is empty',
      'if (value === undefined) return undefined',
      'if (value === undefined) continue',
    ],
    ['variables are compared with case', 'key: key.toLowerCase()', 'key'],
    [
      'an escape is a wildcard',
      "=== '?' || key === '$') return key",
      "=== '?' || key === '$') return STAR",
    ],
  ],
  'match/wildcard.ts': [
    ['a question mark may be nothing', 'text.length === first.length && ', ''],
    ['an exact text is a prefix', '(text) => text === first', '(text) => text.startsWith(first)'],
    ['a prefix is an exact text', '(text) => text.startsWith(first)', '(text) => text === first'],
  ],
  'condition/compile-condition.ts': [
    ['IfExists is ignored', 'return ifExists || negated', 'return negated'],
    ['a Not operator wants the key', 'return ifExists || negated', 'return ifExists'],
    [
      'ForAllValues wants the key',
      'listOf(context.get(key)).every(',
      'context.has(key) && listOf(context.get(key)).every(',
    ],
    [
      'ForAllValues is ForAnyValue',
      'listOf(context.get(key)).every(',
      'listOf(context.get(key)).some(',
    ],
    ['ForAnyValue is ForAllValues', 'listOf(held).some(', 'listOf(held).every('],
    ['ForAnyValue lets a missing key pass', 'return ifExists\n', 'return true\n'],
    ['ForAnyValue knows no IfExists', 'return ifExists\n', 'return false\n'],
    ['Not is ignored', 'return !negated', 'return true'],
    ['Null is turned around', 'String(absent)', 'String(!absent)'],
    [
      'a set needs no set operator',
      "typeof held === 'string' && matches(held, context)",
      'listOf(held).some((text) => matches(text, context))',
    ],
    ['keys are compared with case', 'condition.key.toLowerCase()', 'condition.key'],
  ],
  'condition/comparison.ts': [
    ['less is less or equal', 'held < wanted', 'held <= wanted'],
    ['less or equal is less', 'held <= wanted', 'held < wanted'],
    ['greater is greater or equal', 'held > wanted', 'held >= wanted'],
    ['greater or equal is greater', 'held >= wanted', 'held > wanted'],
    ['StringEquals has wildcards', 'StringEquals: string,', 'StringEquals: stringLike,'],
    ['IgnoreCase does not', 'Case: stringIgnoreCase,', 'Case: string,'],
    ['a wildcard crosses colons in an ARN', 'ArnLike: arn,', 'ArnLike: stringLike,'],
    ['Bool knows small letters only', 'const wanted = value.toLowerCase()', 'const wanted = value'],
  ],
  'condition/ip-address.ts': [
    ['the families are one', 'words.length !== host.words.length || ', ''],
    ['a block is one address', 'Math.max(0, (at + 1) * WORD_BITS - prefixBits)', '0'],
  ],
  'condition/date-value.ts': [['seconds are milliseconds', 'Number(text) * 1000', 'Number(text)']],
  'condition/operator.ts': [
    ['StringNotLike is StringLike', "['StringLike', true]", "['StringLike', false]"],
    ['NotIpAddress is IpAddress', "['IpAddress', true]", "['IpAddress', false]"],
  ],
  'grants.ts': [
    [
      'a grant carries every operation',
      'if (!coversOperation(grant, question)) return undefined',
      '',
    ],
    ['a grant is for every key', 'return grant.keyArn === request.resource', 'return true'],
    [
      'the grant that is named is any',
      ' !== grant.grantId) return false',
      ' === grant.keyArn) return false',
    ],
    [
      'constraints are ignored',
      'return constraintsMet(grant, question) ? meeting : undefined',
      'return meeting',
    ],
    [
      'every grantee may retire',
      'coversOperation(grant, question) ? granteeMeeting',
      'true ? granteeMeeting',
    ],
    [
      'a grant to an account is one to all in it',
      "meeting === 'asRole'",
      "meeting === 'asAccount'",
    ],
    ['DescribeKey wants the encryption context', "new Set(['kms:describekey', ", 'new Set(['],
    ['Equals lets more pairs pass', 'return [...missing, ...surplus]', 'return missing'],
  ],
  'cases/key-policy-case.ts': [
    [
      'the bypass is ignored',
      "if (flag(change.json, 'bypassPolicyLockoutSafetyCheck')) return undefined",
      '',
    ],
    [
      'the lockout check is content with silence',
      "return outcome === 'allow' ? undefined",
      "return outcome !== 'explicitDeny' ? undefined",
    ],
    [
      'authorization is skipped',
      'notAuthorized(change) ?? documentFault(change)',
      'documentFault(change)',
    ],
  ],
  'cases/principal-fault.ts': [
    [
      'every principal exists',
      '!existing || existing.some(',
      '!existing || true || existing.some(',
    ],
    ['a session needs no role', "kind !== 'assumed-role' || role?.account", 'role?.account'],
  ],
  'validate.ts': [
    ['a key policy needs no Resource', 'actionRequired, resourceRequired])', 'actionRequired])'],
    [
      'a key policy needs no principal',
      '[principalRequired, actionRequired, resourceRequired]',
      '[actionRequired, resourceRequired]',
    ],
  ],
}

export const MUTANTS: readonly Mutant[] = Object.entries(FAULTS).flatMap(([file, rows]) =>
  rows.map(([fault, from, to]) => ({ file, fault, from, to })),
)
