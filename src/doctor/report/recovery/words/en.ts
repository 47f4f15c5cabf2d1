import type { RecoveryWords } from './words.ts'

const NOTHING = 'nothing has been changed'

export const english: RecoveryWords = {
  problems: {
    policyUnknown: {
      says: 'the key policy can be read neither by those whom you can become nor from the event history',
      hints: [
        'a role that administers the key: --as ROLE',
        'older events, in the logs of a trail: --logs s3://BUCKET/PREFIX, or --table DATABASE.TABLE',
      ],
    },
    nobodyLeft: {
      says: 'nobody can change the policy of {key} any more: only AWS Support can help (by the key policy as of {asOf})',
      hints: [
        'open a case as the root user of the account that owns the key: https://console.aws.amazon.com/support',
        'being the root user gives no access to the key by itself, no grant can carry PutKeyPolicy, and a principal made again under an old name is somebody else',
      ],
    },
    makeAgain: {
      says: 'nobody who exists can change the policy of {key}, but one who is made again under its old name can: a condition lets that name in (by the key policy as of {asOf})',
      hints: ['let an IAM administrator create it with exactly this ARN, and name it: --as ARN'],
    },
    nobodyKnown: {
      says: 'whether anybody can still change the policy of {key} depends on principals that could not be looked up (by the key policy as of {asOf})',
      hints: [
        'somebody with iam:GetUser and iam:GetRole sees more; a role you may assume: --as ROLE',
      ],
    },
    onlyBySigningIn: {
      says: 'the policy of {key} can be changed, but only by those who sign in themselves (by the key policy as of {asOf})',
      hints: ['run this with the credentials of one of them (--profile NAME):'],
    },
    wayClosed: {
      says: 'roles can change the policy of {key}, and you can become none of them (by the key policy as of {asOf})',
      hints: [
        'whom their trust policies name can run this; so can an IAM administrator, with --reopen-trust',
      ],
    },
    cannotBecome: { says: `\`{role}\` could not be assumed, and ${NOTHING}: {sentence}` },
    onlyItself: {
      says: '`{as}` can only act with its own credentials',
      hints: ['run this with them: --profile NAME --principal {principal}'],
    },
    mayNotPut: {
      says: '`{as}` may not put this key policy',
      hints: ['these can; `doctor` tells how to become one of them'],
    },
    noChangeHelps: {
      says: 'no change of the key policy gives access back: {findings}',
      hints: ['`doctor` says what does'],
    },
    noPrincipal: { says: '`{principal}` is no principal that can be let in' },
    callerNotCovered: {
      says: `lockout/caller-not-covered: \`{as}\` could not change this key policy again, for it neither names it nor leaves kms:PutKeyPolicy to IAM policies; ${NOTHING}`,
      hints: [
        'let the policy name who puts it, or keep the account statement; there is no way around this check',
      ],
    },
    callerIamMissing: {
      says: `lockout/caller-iam-missing: \`{as}\` could not change this key policy again, for it leaves kms:PutKeyPolicy to policies that do not allow it to {as} ({layer}); ${NOTHING}`,
      hints: [
        'allow it kms:PutKeyPolicy there, or let the key policy name it; there is no way around this check',
      ],
    },
    versionUnknown: {
      says: 'no version `{to}` of this key policy is known',
      hints: [
        'a number or an event id of `history`, or a time; --logs and --table look further back',
      ],
    },
    goneInNotPrincipal: {
      says: 'this version excepts principals that are gone ({gone}) by NotPrincipal: KMS refuses their names, and without them the statement would reach further',
      hints: ['write the policy that is meant to a file: --policy FILE'],
    },
    namesOnlyTheGone: { says: 'this version names nobody but principals that are gone: {gone}' },
    policyInvalid: { says: '{file} holds no key policy that KMS would take' },
    policyNamesTheGone: {
      says: '{file} names principals that do not exist, which KMS refuses: {gone}',
      hints: ['take them out of the file'],
    },
    policyTooLarge: {
      says: '{file} is too large for a key policy: {bytes} bytes, of {max} at most',
    },
    trustNotAgreed: {
      says: `\`{role}\` can be assumed only once its trust policy names you; ${NOTHING}`,
      hints: ['--reopen-trust adds you to it, and puts it back as it was afterwards:'],
    },
    trustChanged: {
      says: `the trust policy of \`{role}\` has changed since the plan was made; ${NOTHING}`,
      hints: ['make a new plan'],
    },
    otherAccount: { says: `this is account \`{account}\`, not \`{meant}\`; ${NOTHING}` },
    changed: {
      says: `the key policy has changed since the plan was made; ${NOTHING}`,
      hints: ['make a new plan: the same command without --apply shows it'],
    },
    proverIsAnother: {
      says: `these credentials would prove nothing: they are \`{prover}\`, and \`{principal}\` is locked out; ${NOTHING}`,
      hints: ['--prove-with takes a profile of the principal that is locked out'],
    },
    notTouched: { says: 'the key policy has not been touched: {sentence}' },
    interrupted: { says: 'interrupted; the key policy has not been touched' },
    oldInForce: {
      says: 'the old key policy is in force: the call that puts the new one failed ({sentence}), and the policy was read again afterwards',
      hints: ['to try again:'],
    },
    unknownInForce: {
      says: 'which key policy is in force is not known: either the old one or the new one. The call that puts it failed ({sentence}), and the policy could not be read afterwards ({reason})',
      hints: ['to see it, with the credentials of who put it; then run this again, it can tell:'],
    },
    otherInForce: {
      says: 'neither the old nor the new key policy is in force: somebody else has changed it at the same time',
      hints: ['look at it before anything else:'],
    },
    putLocksOut: {
      says: 'KMS refuses the policy, and the old one stays in force: with the new one `{as}` could not change it again',
      hints: [
        'AWS says: {sentence}',
        'not every policy that has a say could be seen here: let the key policy name {as}',
      ],
    },
    putMalformed: {
      says: 'KMS refuses the policy as malformed, and the old one stays in force: {sentence}',
      hints: ['correct it in a file, and put that: --policy FILE'],
    },
    putInvalidPrincipals: {
      says: 'KMS refuses the policy, and the old one stays in force: it names a principal that does not exist',
      hints: ['these could not be looked up; take those that are gone out: --policy FILE'],
    },
    putDenied: {
      says: 'KMS refuses `{as}` kms:PutKeyPolicy, and the old policy stays in force: {sentence}',
      hints: ['somebody else who may be able to:'],
    },
    putTooLarge: {
      says: 'KMS refuses the policy for its size, and the old one stays in force: {sentence}',
      hints: ['32 KiB at most: put a shorter one with --policy FILE'],
    },
    putThrottled: {
      says: 'KMS takes no more calls at the moment, and the old policy stays in force: {sentence}',
      hints: ['wait a minute, and run it again:'],
    },
    putExpired: {
      says: 'the credentials have expired, and the old policy stays in force: {sentence}',
      hints: ['sign in again, and run it again:'],
    },
    putKeyGone: { says: 'there is no such key any more: {sentence}' },
    putKeyState: {
      says: 'the state of the key does not allow it, and the old policy stays in force: {sentence}',
      hints: ['once the state has changed, run it again:'],
    },
    putPendingDeletion: {
      says: 'the key is pending deletion, and the old policy stays in force: {sentence}',
      hints: ['cancel the deletion, which needs kms:CancelKeyDeletion, and run it again:'],
    },
    putRefused: { says: 'KMS refuses the policy, and the old one stays in force: {sentence}' },
  },
  notes: {
    trustIsBack: 'the trust policy of {role} is as it was',
    trustIsOpen: 'the trust policy of {role} is STILL OPEN ({reason}); to put it back:',
  },
  plan: {
    title: 'How {as} puts the policy of {key} right',
    notNeeded: 'There is nothing to put: {principal} may use {actions} on {key}.',
    notNeededForIam:
      'There is nothing to put: the key policy leaves {actions} on {key} to the IAM policies of {principal}. What these say could not be seen.',
    sameAlready: 'There is nothing to put: that policy is in force on {key} already.',
    rescuers: 'Who can put it right, in this order',
    chosen: 'this one is taken',
    steps: 'Steps',
    openTrust: 'add yourself to the trust policy of {principal}',
    assumeRole: 'assume {principal} with AssumeRole',
    actAsSelf: 'as {principal}, who is you',
    put: 'put the key policy as {principal}, with the lockout safety check on',
    prove: 'read it back, and see whether {principal} gets in',
    putTrustBack: 'put the trust policy of {principal} back as it was',
    target: 'What is put',
    ofRepair: 'the smallest repair of the key policy',
    ofVersion:
      'version {number}, rebuilt from the event {eventName} at {eventTime} ({eventId}): a name in it may stand for somebody else today',
    ofFile: 'the policy in {file}, as it is',
    rebuilt:
      'The key policy in force could not be read. What it is compared with is the last known one, as of {eventName} at {eventTime}.',
    takenOut: 'taken out, for they no longer exist and KMS refuses their names: {names}',
    madeAgain: 'made again since: the policy will mean the new ones: {names}',
    lint: 'What to look at in that policy',
    lintMore: 'line {line}',
    diff: 'What changes in the key policy',
    access: 'Who gains and who loses',
    lockoutPassed: 'The lockout safety check passes: {as} stays able to change the key policy.',
    lockoutUnknown:
      'The lockout safety check could not be made in full, for not every policy of {as} could be seen. AWS makes it as well, and it stays on.',
    letsIn: 'Tried with the policy engine: {principal} may then use {actions}.',
    keepsOut:
      'NOTE: with this policy {principal} may not use {actions}. `doctor` says what else it takes.',
    cannotTell:
      'Not proved: whether {principal} may then use {actions} depends on IAM policies that could not be seen.',
    multiRegion:
      'This is a multi-Region key: each of its replicas has a key policy of its own. Only the one in {region} is changed.',
    earlierNew:
      'An earlier run was ended in the middle of it: the policy that it put is in force. The one before is in {path}.',
    earlierOld:
      'An earlier run was ended in the middle of it: the old policy is in force, nothing was put.',
    earlierOther:
      'An earlier run was ended in the middle of it: neither its policy nor the one before is in force. The one before is in {path}.',
    earlierUnseen:
      'An earlier run was ended in the middle of it. Whether its policy is in force cannot be seen. The one before is in {path}.',
    earlierTrust: 'It left the trust policy of {role} open. --apply puts that back; or by hand:',
    needsReopenTrust: 'The trust policy is changed only with --reopen-trust.',
    notApplied: 'Nothing has been changed. To do it:',
  },
  becoming: {
    self: 'you',
    assume: 'you can become it with AssumeRole',
    chain: 'you can become it by way of {roles}',
    unknown: 'whether you can become it could not be seen',
    reopen: 'once its trust policy names you, which you may change',
    signIn: 'with its own credentials',
    closed: 'its trust policy does not let you in',
    denied: 'a policy denies you sts:AssumeRole on it',
  },
  outcome: {
    doneByCall: 'Done: {principal} reads the key policy again.',
    tried: 'It was tried, with its own credentials.',
    doneByEngine:
      'Done: {principal} may read and change the key policy again. The policy engine says so; its own credentials were not at hand to try it.',
    notReadByCall: 'The new key policy is in force, and {principal} did not read it: {reason}',
    notReadByEngine:
      'The new key policy is in force. --prove-with tries with a profile of {principal} whether it gets in.',
    already: 'It was done already: this key policy was in force, and nothing was put.',
    readBackRefused:
      'KMS took the policy. It could not be read back, for {as} may not read it: {reason}',
    kept: 'The policy that was replaced is kept in {path}. To put it back:',
    trustPutBack: 'The trust policy of {role} is as it was.',
    trustLeft: 'The trust policy of {role} is STILL OPEN: {reason}. To put it back:',
    interrupted: 'Interrupted after the policy had been put: the new key policy is in force.',
    multiRegionNext:
      'The replicas of this multi-Region key have key policies of their own, and these are as they were.',
  },
}
