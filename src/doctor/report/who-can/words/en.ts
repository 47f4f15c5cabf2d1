import type { WhoCanWords } from './words.ts'

export const english: WhoCanWords = {
  title: 'Who can {asked}: {key}',
  kinds: {
    root: 'Root user',
    user: 'Users',
    role: 'Roles',
    session: 'Sessions that the policy names',
    account: 'Other accounts',
    service: 'AWS services',
    everybody: 'Everybody',
  },
  current: 'By the key policy in force.',
  lastKnown:
    'By the last known key policy, as of event {event}: you may not read the one in force.',
  unknown: 'The key policy could not be read, and no event tells it: nobody can be named.',
  nobody: 'Nobody.',
  nobodySeen: 'Nobody of those who could be seen.',
  incomplete:
    'IAM did not show everybody with all their policies: there may be more whom it lets, and ' +
    'policies that deny some of these.',
  everyAction: 'all of them',
  conditional: 'under conditions',
  foreign: 'if its own IAM policies allow it too',
  assumedBy: 'may be assumed by: {names}',
  assumedByNobody: 'nobody may assume it',
  assumedByUnknown: 'its trust policy could not be seen',
  because: 'because: {statements}',
  when: 'when: {conditions}',
  unless: 'unless: {conditions}',
  constraint: 'when {grant} is met: {constraints}',
  grantsUnseen: 'The grants could not be listed: there may be grantees beside these.',
  everybody: 'everybody, without any account',
  state:
    'The key is in state {state}: until that changes, it cannot be used whatever policies say.',
  verboseHint: '--verbose shows the statements and the conditions.',
}
