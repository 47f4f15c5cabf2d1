import type { ProposedWords } from './words.ts'

export const english: ProposedWords = {
  faults: {
    unresolved: 'a variable of a template that nobody replaced',
    wildcard: 'a wildcard has no meaning in the ARN of a principal',
    missingIam: 'the ARN lacks its service, `iam`',
    badAccount: 'an account id has 12 digits',
    wrongPartition: 'it is of another partition than the account',
    noPrincipal: 'nobody can call as this: a group or a policy is no principal',
    malformed: 'it is not the ARN of a principal',
    badService: 'it is not the name of a service principal',
    deletedId: 'the unique id of a user or role that was deleted',
    wrongPath: 'a user or role of this name is there, under another path',
    noServiceLinkedRole:
      'this service-linked role does not exist yet: the service makes it when it is first used',
    notThere: 'there is no such user or role',
  },
  fault: 'line {line}, {statement}: `{value}`: {fault}',
  faultNoLine: '{statement}: `{value}`: {fault}',
  meant: '; probably meant: `{meant}`',
  statement: 'statement "{statement}"',
  deniedBy: 'statement "{statement}" denies `kms:PutKeyPolicy`',
  bypass:
    '. {administrator}, whom the policy names, could change it: if that is meant, the parameter BypassPolicyLockoutSafetyCheck makes KMS take it as it is',
  allowInIam: 'adds an IAM policy that allows {principal} {actions} on {resource}',
  ofEvent: 'the policy of event {eventId}',
  newKey: 'a new key',
  newPolicy: 'the new key policy',
  deployer: 'the one who sent it',
  askForPolicy: 'which one, the policy tells: `--proposed FILE`',
  unseenNames: 'those that could be looked up are right, and these could not be: {names}',
  unnamedKey: 'a key that the text does not name',
  needsKey: 'the text names no key: give it as KEY',
}
