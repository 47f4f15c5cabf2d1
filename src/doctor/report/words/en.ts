import type { Words } from './words.ts'

export const english: Omit<Words, 'policyNames'> = {
  findings: {
    'credentials/invalid': {
      fail: 'AWS does not know these credentials: {message}. The key policy was never asked',
    },
    'credentials/expired': {
      fail: 'these credentials have expired: {message}. The key policy was never asked',
    },
    'key/other-region': {
      fail: 'the key is in Region `{keyRegion}`, and the question went to `{region}`: ask again with `--region {keyRegion}`',
      unknown:
        '`{asked}` is the id of a multi-Region key, which lives in each of its Regions by itself: Region `{region}` may hold no replica of it. Ask again with the `--region` of its primary key',
    },
    'alias/not-found': {
      fail: 'there is no alias `{asked}` in account `{account}`, Region `{region}`: look for it with `aws kms list-aliases`, or in another Region',
    },
    'key/not-found': {
      fail: 'there is no key `{asked}` in account `{account}`, Region `{region}`: look for it with `aws kms list-keys`, or in another Region',
    },
    'operation/not-cross-account': {
      fail: '`{action}` never works on a key of another account: the key belongs to `{account}`, and {principal} to `{foreignAccount}`; no policy can change that',
    },
    'key-policy/principal-deleted': {
      fail: 'the key policy means a {gone} that no longer exists. KMS keeps unique ids: one made again under the same name is somebody else',
    },
    'key-policy/principal-invalid': {
      fail: 'KMS takes no key policy with a principal that cannot be: {policy}, {fault}',
      unknown: 'KMS refused a principal of {policy}: {unseen}',
    },
    'principal/other-identity': {
      fail: 'the key policy lets `{other}` do this, and these credentials are `{principal}`: another session, or the same name in another account',
    },
    'key-policy/explicit-deny': {
      fail: 'statement "{statement}" of the key policy denies {principal} `{action}`; a Deny wins over every Allow',
    },
    'iam/explicit-deny': {
      fail: 'statement "{statement}" of {policy} denies `{action}`; a Deny wins over every Allow',
    },
    'boundary/explicit-deny': {
      fail: 'the permissions boundary of {principal} denies `{action}`: {boundary}',
    },
    'grant/grantee-deleted': {
      fail: 'grant {grant} would allow `{action}`, and is bound to {grantee}, which no longer exists: one made again under the same name is somebody else',
    },
    'session/explicit-deny': {
      fail: 'the session policy denies `{action}`',
      seen: 'statement "{statement}" of the {policy} denies `{action}`; whoever began the session gave it that policy',
    },
    'scp/explicit-deny': {
      fail: 'a service control policy of the organization denies `{action}`: its administrators can lift that',
      seen: 'statement "{statement}" of the service control policy {policy} denies `{action}`: the administrators of the organization can lift that',
    },
    'rcp/explicit-deny': {
      fail: 'a resource control policy of the organization denies `{action}`: its administrators can lift that',
      seen: 'statement "{statement}" of the resource control policy {policy} denies `{action}`: the administrators of the organization can lift that',
    },
    'vpc-endpoint/explicit-deny': {
      fail: 'the policy of the VPC endpoint that the request came through denies `{action}`',
      seen: 'statement "{statement}" of the policy of the VPC endpoint {policy} denies `{action}`',
    },
    'key-policy/statement-ineffective': {
      fail: 'statement "{statement}" of the key policy has no effect: its `{element}` is missing, or is not this key',
    },
    'key-policy/condition-not-met': {
      fail: 'statement "{statement}" of the key policy allows {principal} `{action}`, under a condition that this request does not meet: {condition}',
    },
    'grant/constraint-not-met': {
      fail: 'grant {grant} allows {principal} `{action}`, under a constraint that this request does not meet: {constraint}',
    },
    'grant/operation-not-covered': {
      fail: 'grant {grant} is for {principal}, but not for `{action}`: it covers {operations}',
    },
    'key-policy/action-not-granted': {
      fail: 'the key policy names {principal} in statement "{statement}", but not for `{action}`',
    },
    'key-policy/account-statement-conditioned': {
      fail: 'IAM policies count for this key only under a condition that this request does not meet: statement "{statement}", {condition}',
    },
    'key-policy/account-statement-narrowed': {
      fail: 'the key policy lets IAM policies of account `{account}` count, but not for `{action}`: statement "{statement}" is too narrow',
    },
    'key-policy/no-account-statement': {
      fail: 'no IAM policy can give `{action}`: no statement of the key policy names account `{account}` or {principal} for it',
      pass: 'the key policy lets IAM policies of account `{account}` count for `{action}`',
    },
    'key-policy/principal-not-named': {
      fail: 'the key policy names who may use `{action}`, {principal} is not among them, and nothing shows that IAM policies were ever meant to count',
    },
    'key-policy/foreign-account-not-named': {
      fail: 'the key belongs to account `{account}`, and its key policy does not let {principal} of account `{foreignAccount}` use `{action}`',
      unknown:
        'the key belongs to account `{account}`: whether its key policy lets {principal} of account `{foreignAccount}` use `{action}`, only that account can tell',
    },
    'key-policy/service-not-named': {
      fail: 'no statement of the key policy allows `{service}` `{action}`: a service needs a statement of its own, and IAM policies cannot replace it',
    },
    'iam/condition-not-met': {
      fail: 'statement "{statement}" of {policy} allows `{action}` under a condition that this request does not meet: {condition}',
    },
    'iam/resource-mismatch': {
      fail: 'statement "{statement}" of {policy} allows `{action}`, but not on this key: its Resource is {resource}',
    },
    'iam/no-allow': {
      fail: 'no IAM policy of {principal} allows `{action}`',
      pass: 'the IAM policies of {principal} allow `{action}`',
      unknown: 'whether the IAM policies of {principal} allow `{action}` could not be seen',
    },
    'boundary/no-allow': {
      fail: 'the permissions boundary of {principal} does not allow `{action}`: {boundary}',
    },
    'session/no-allow': { fail: 'the session policy does not allow `{action}`' },
    'scp/no-allow': {
      fail: 'no service control policy of the organization allows `{action}`: its administrators can change that',
    },
    'vpc-endpoint/no-allow': {
      fail: 'the policy of the VPC endpoint that the request came through does not allow `{action}`',
    },
    'lockout/caller-not-covered': {
      fail: 'KMS takes no key policy that its sender cannot change again: {policy} neither lets {principal} use `kms:PutKeyPolicy` nor leaves it to the IAM policies of account `{account}`{bypass}',
      unknown:
        'KMS refused the new key policy, for {principal} could not change it again. Either the policy leaves {principal} out, or its IAM policies lack `kms:PutKeyPolicy`: `sparekey doctor [KEY] --proposed FILE` tells which, with the policy in FILE',
    },
    'lockout/caller-iam-missing': {
      fail: 'KMS takes no key policy that its sender cannot change again: {policy} leaves it to IAM policies, and those of {principal} do not allow `kms:PutKeyPolicy` on the key',
      unknown:
        '{policy} leaves it to IAM policies, and whether those of {principal} allow `kms:PutKeyPolicy` on the key could not be seen',
    },
    'alias/other-half-missing': {
      fail: '`{action}` must be allowed on the alias and on the key: {principal} has it on `{allowed}`, and lacks it on `{missing}`',
    },
    'key/aws-managed': {
      fail: 'the key belongs to an AWS service: nobody can change its key policy, and nothing but that service, in its own account, can be let in. It takes a customer managed key',
    },
    'key/pending-deletion': {
      fail: 'the key is pending deletion: `{action}` does not work until the deletion is cancelled',
    },
    'key/pending-import': {
      fail: 'the key waits for its key material: `{action}` does not work until it is imported',
    },
    'key/other-usage': {
      fail: 'the key is a {spec} key for {usage}: no policy makes `{action}` work with it',
    },
    'key/unavailable': {
      fail: 'the key store of the key is not connected: `{action}` does not work until it is',
    },
    'key/disabled': { fail: 'the key is disabled: `{action}` does not work until it is enabled' },
    'key-policy/unmanageable': {
      fail: 'nobody can change this key policy any more: no principal that exists may call PutKeyPolicy',
      unknown:
        'whether anybody can still change this key policy depends on principals that could not be looked up: {unseen}',
    },
    'trust/explicit-deny': {
      fail: '{role} can repair the key policy, and a policy denies {principal} `sts:AssumeRole` on it',
    },
    'trust/cannot-assume': {
      fail: '{role} can repair the key policy, but {principal} may not assume it. Its trust policy names: {trusted}',
      pass: '{principal} may assume {role}',
    },
    'evidence/simulator-differs': {
      fail: "IAM's simulator answers otherwise than Sparekey",
      unknown:
        "of identity policies, permissions boundary and SCPs, IAM's simulator says {simulator} to `{action}`, and Sparekey {engine}: one of the two has missed something",
    },
    'evidence/incomplete': {
      fail: 'the cause cannot be told from what could be seen',
      unknown:
        'what `{action}` would be answered cannot be told from what could be seen: of all actions, only reading the key policy is ever tried',
    },
  },
  remedies: {
    'restore-account-statement':
      'puts statement "{statement}" back, so that IAM policies of account {account} count again; every other statement stays as it is',
    'widen-account-statement':
      'gives statement "{statement}" back its old reach, so that IAM policies of account {account} count again; every other statement stays as it is',
    'lift-condition': 'takes the condition out of statement "{statement}"; the rest stays as it is',
    'complete-statement':
      'gives statement "{statement}" the element that it lacks; the rest stays as it is',
    'name-principal': 'names {named} in the key policy; the rest stays as it is',
    'name-service':
      'adds statement "{statement}" to the key policy, which lets {named} use the key; the rest stays as it is',
    'renew-grant':
      'makes grant {grant} anew, for the {principal} of today; the old one helps nobody, and can be revoked',
    'lift-deny':
      'takes the asker out of the Deny of statement "{statement}"; the rest stays as it is',
    'add-account-statement':
      'adds statement "{statement}", so that IAM policies of account {account} count; every other statement stays as it is',
    'correct-principals':
      'puts these principals right, or takes them out where nobody knows what was meant: {corrected}; the rest stays as it is',
    'create-service-linked-role':
      'makes the service-linked roles that the policy names: {roles}; the policy stays as it is and can then be put',
    'share-with-account':
      'adds a statement to the key policy that lets {named} use {actions}, and nothing else; the rest stays as it is. Its own account must allow it as well',
    'allow-in-iam':
      'adds an IAM policy that allows {principal} {actions} on this key, and nothing else',
    'exempt-in-iam':
      'leaves {actions} on this key out of the Deny of statement "{statement}" in {policy}; all else stays denied. Whoever has this policy is let through',
    'allow-in-boundary':
      'adds {actions} on this key to the permissions boundary {policy}, and nothing else. It is the boundary of whoever has it',
    'exempt-in-boundary':
      'leaves {actions} on this key out of the Deny of statement "{statement}" in the permissions boundary {policy}; all else stays denied. It is the boundary of whoever has it',
    'change-scp':
      'The management account of the organization, or its delegated administrator for policies, changes the service control policy {policy}: the document is prepared. Nobody in a member account can, not even its root user',
    'change-rcp':
      'The management account of the organization, or its delegated administrator for policies, changes the resource control policy {policy}: the document is prepared. Nobody in a member account can, not even its root user',
    'change-vpc-endpoint':
      'Whoever runs the VPC endpoint changes its policy: the document is prepared. Until then, a way to KMS that does not lead through this endpoint works',
    'change-session-policy':
      'Whoever starts the session passes a session policy that allows {actions} on this key, or none: a session policy cannot be changed afterwards. Start a new session',
    'ask-iam-administrator':
      "An IAM administrator of account {principalAccount} finds the policy that refuses {actions} to {principal} and makes an exception for this key. It could not be seen from here, or it is AWS's own: one of AWS's own is exchanged for another policy",
    'ask-organization':
      'The management account of the organization, or its delegated administrator for policies, finds the policy that refuses {actions} on this key to {principal} and makes an exception. Nobody in a member account can, not even its root user',
    'ask-vpc-endpoint-owner':
      'Whoever runs the VPC endpoint lets {actions} on this key through in its policy. Until then, a way to KMS that does not lead through this endpoint works',
    'ask-key-owner':
      'A principal of account {account}, which owns the key, must do it there: no key policy, IAM policy or grant lets another account do it',
    'enable-key': 'enables the key; no policy changes',
    'cancel-key-deletion':
      'cancels the deletion of the key and makes the key usable again; no policy changes',
    'import-key-material':
      'Whoever has the key material imports it again: GetParametersForImport, wrap it, ImportKeyMaterial. It must be the very same material as before; AWS keeps no copy, and no command of ours can make one',
    'connect-key-store':
      'Whoever runs the custom key store connects it again: ConnectCustomKeyStore, once its external key store proxy answers. DescribeCustomKeyStores tells why it is not connected; no policy has to change',
    'use-fitting-key':
      'Use a key that was made for {actions}: the usage of a key is chosen when it is made, and never changes',
    'own-key':
      'Make a customer managed key, and let the service use that one: nobody can change the policy of a key that AWS manages',
    'become-named-identity': 'uses {other}, which the key policy lets in; nothing changes',
    'ask-in-region': 'asks the same in {region}, where the key is; nothing changes',
    'use-alias': 'asks the same about {key}, whose name is nearest; nothing changes',
    'renew-credentials':
      'Sign in again, or take other credentials (--profile), and ask again. `aws sts get-caller-identity` shows whose they are',
    'aws-support': 'AWS Support alone can change the policy of a key that nobody can manage',
  },
  questions: {
    'sts:GetCallerIdentity': 'who asks',
    'kms:GetKeyPolicy': 'the key policy in force',
    'kms:DescribeKey': 'the state of the key',
    'kms:ListGrants': 'the grants on the key',
    'organizations:DescribeOrganization': 'the service and resource control policies',
    'organizations:ListParents':
      'the service and resource control policies; they are read from the management account, or as a delegated administrator',
    'organizations:ListPoliciesForTarget': 'the service and resource control policies',
    'organizations:DescribePolicy': 'what a service or resource control policy says',
    'ec2:DescribeVpcEndpoints': 'the policy of the VPC endpoint',
    'iam:SimulatePrincipalPolicy': "the opinion of IAM's own simulator",
    'kms:ListAliases': 'which key an alias stands for',
    'cloudtrail:DescribeTrails': 'where trails deliver older events to',
    'cloudtrail:LookupEvents': 'the last known key policy, and who changed it',
    'iam:GetUser': 'whether a user exists, since when, and its permissions boundary',
    'iam:GetRole': 'whether a role exists, since when, and who may assume it',
    other: 'what the IAM policies say',
  },
  becoming: {
    self: 'you',
    assume: 'you can become it with AssumeRole',
    chain: 'you can become it by way of other roles, one after the other',
    reopen: 'you can become it once its trust policy names you, which you may change',
    other: 'with its own credentials',
  },
  layers: { identity: 'IAM policies', boundary: 'boundary', keyPolicy: 'key policy' },
  says: {
    allow: 'allowed',
    silent: 'no statement allows it',
    deny: 'denied explicitly',
    unknown: 'could not be seen',
    notApplicable: 'none',
  },
  report: {
    where: 'account {account} · Region {region} · {endpoint}',
    awsEndpoint: 'AWS',
    allowed: '{principal} may use {actions} on {key}.',
    denied: '{principal} may not use {actions} on {key}:',
    proposedAllowed: 'KMS takes {proposed} from {principal} for {key}.',
    proposedRefused: 'KMS does not take {proposed} from {principal} for {key}:',
    proposedRefusedUnseen: 'KMS refused {proposed} from {principal}:',
    proposedUnknown: 'Whether KMS takes {proposed} from {principal} for {key} cannot be told.',
    nameTheKey:
      'The text does not say which key it is about. Name it: `sparekey doctor KEY --from-error TEXT`, with its id, ARN or alias as KEY.',
    fromTitle: 'What the text tells',
    fromAction: 'asked for',
    fromKey: 'key',
    fromVia: 'through',
    fromContext: 'context',
    deniedOne: '{principal} may not use {actions} on {key}.',
    cannotTell: 'Whether {principal} may use {actions} on {key} cannot be told.',
    why: 'Why',
    whoAsks: 'who asks',
    awsSays: 'AWS says',
    otherFindings: 'Also seen',
    currentPolicy: 'The key policy in force',
    lastKnownPolicy: 'The last known key policy, as of {eventName} at {eventTime}',
    noPolicy: 'No earlier key policy was found',
    gap: 'not searched: before {to}. The event history keeps 90 days; older events are in the logs of a trail, if there is one: search them with Athena',
    gapWhole:
      'The event history holds no policy event of this key. It keeps 90 days; older events are in the logs of a trail, if there is one: search them with Athena',
    change: 'What changed it',
    changedBy: '{eventTime}  {eventName} by {by} from {sourceIPAddress}',
    bypassed: 'with the policy lockout safety check bypassed',
    attemptDenied: '{eventTime}  {eventName} by {by} from {sourceIPAddress}: denied',
    attemptRefused: '{eventTime}  {eventName} by {by} from {sourceIPAddress}: refused',
    noDifference: 'the same policy again',
    whoCan: 'Who can put it right',
    nobody: 'nobody in this account',
    whatToType: 'What to type',
    orAwsCli: 'or, with the AWS CLI:',
    whatChanges: 'It {changes}.',
    gains: 'gains: {gains}',
    loses: 'loses: {loses}',
    proved:
      'Tried with the policy engine first: access works afterwards, and the lockout safety check passes.',
    provedInIam: 'Tried with the policy engine first: access works afterwards.',
    notProved: 'Not proved: not every policy that has a say could be seen.',
    support: 'Only AWS Support can help: https://console.aws.amazon.com/support',
    supportCase:
      'Open a case for the account that owns the key, as its root user, and name the key: {key}. Being the root user gives no access to the key by itself, and no grant can carry GetKeyPolicy or PutKeyPolicy.',
    unseen: 'What could not be seen, and the permission that shows it',
    unseenAdvice:
      'Somebody with these permissions sees more: ask them to run the same command. If you may assume a role that administers the key, you need none of them: `sparekey recover KEY --as ROLE` reads the policy as that role, and `--apply` puts it right.',
    theseCredentials: 'the holder of these credentials',
    everybody: 'everybody',
    condition: 'if',
    firstVersion: 'the first key policy:',
    historyTitle: 'The policy of {key}, by its events',
    noHistory: 'No policy event of this key was found.',
    gapTooMany:
      'Not searched: before {to}. The event history holds too many events of this kind to page through',
    gapInterrupted: 'Not searched: before {to}. The search was interrupted',
    gapInterruptedWhole: 'The search was interrupted before it found a policy event of this key',
    gapRefused: 'The event history could not be asked',
    gapInLogs:
      'Before {to} nothing was found, though the key must have had a policy: the logs that were searched do not hold it',
    gapInLogsWhole: 'The logs that were searched hold no policy event of this key',
    delivered: 'The trail {trail} delivers the events of this Region to {logs}. To search them:',
    searchedTitle: 'What was searched',
    sourceEventHistory: 'event history',
    sourceAthena: 'table',
    sourceLogFiles: 'log files',
    searchedAll: '{events} events',
    searchedFiles: '{events} events in {files} files',
    searchedBytes: '{events} events; {bytes} were read',
    searchedSince: 'from {from} on',
    searchedUntil: 'up to {to}',
    searchedPartly: 'not all of it could be read',
    searchedNot: 'could not be searched',
    searchedNotAgreed: 'not searched, for Athena charges for it',
    searchedNoTrail: 'no trail records this Region',
    searchedNoTable: 'there is no table over these logs',
    outputHint: '--output s3://BUCKET/PREFIX says where Athena puts results',
    needs: '(needs {permission})',
    eventId: 'event {eventId}',
    withAgent: 'with {userAgent}',
    accessGained: '{principal} gains {actions}',
    accessLost: '{principal} loses {actions}',
    accessChanged: '{principal} keeps {actions}, under other conditions',
    accessAccount: 'the account {account}, through its IAM policies,',
    andMore: '{count} more',
    keptIn: 'kept in {file}',
    declaredTitle: 'Declared in files, and not observed',
    declaredHere: '{address}, of this key',
    declaredAny: '{address}: the template does not say of which key',
    declaredDiffers: 'against the last version known:',
    policyAt: 'The key policy in force at {time}, by {eventName} at {eventTime}',
    policyAtUnknown: 'No key policy so old is known: {time}',
    proposeTable: 'No table is over these logs. This statement makes {table}:',
    proposeQuery: 'The query reads {bytes} in {objects} objects, through the table {table}',
    proposeAtLeast:
      'The query reads more than {bytes}, in more than {objects} objects, through the table {table}',
    proposeAtMost:
      'The query reads {bytes} at most, in {objects} objects, through the table {table}',
    proposeUnknown: 'How much the query reads through the table {table} is not known: {reason}',
    proposeCost:
      'AWS charges for what a query of Athena reads: 5 USD a terabyte in most Regions, and 10 MB at the least',
    stepLookingUp: 'event history: {pages} pages',
    stepListing: 'counting what the query will read: {objects} objects',
    stepQuerying: 'Athena: {state}',
    stepReading: 'log files: {files} read',
  },
}
