// The console's words in English. AWS's own words where AWS has them.

import { failures } from './en/failures.ts'
import { iam } from './en/iam.ts'
import { signIn } from './en/sign-in.ts'
import { athena } from './en/athena.ts'
import { events } from './en/events.ts'
import { lab } from './en/lab.ts'
import { englishKey, englishKeys } from './en/key.ts'
import { englishKeyPolicy } from './en/key-policy.ts'
import { doctorEnglish } from './en/doctor.ts'

export const english = {
  console: 'Sparekey console',
  skip: 'Skip to main content',
  language: 'Language',
  theme: 'Appearance',
  themes: { light: 'Light', dark: 'Dark', system: 'As the system' },
  region: 'Region',
  account: 'Account ID',
  close: 'Close',
  open: 'Open',
  cancel: 'Cancel',
  again: 'Try again',
  refresh: 'Refresh',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Could not copy',
  loading: 'Loading',
  none: '-',
  awsCommand: 'The same with the AWS CLI',
  pages: {
    keys: 'Customer managed keys',
    doctor: 'Doctor',
    events: 'Event history',
    athena: 'Athena query editor',
    iam: 'IAM',
    lab: 'Lab',
  },
  services: { kms: 'KMS', cloudtrail: 'CloudTrail', athena: 'Athena', iam: 'IAM' },
  failures,
  ...signIn,
  keys: englishKeys,
  key: englishKey,
  keyPolicy: englishKeyPolicy,
  doctor: doctorEnglish,
  events,
  iam,
  athena,
  lab,
  policy: {
    statements: 'Statements',
    sid: 'Sid',
    effect: 'Effect',
    principals: 'Principals',
    actions: 'Actions',
    conditions: 'Conditions',
    empty: 'The policy has no statement.',
    unreadable: 'This is not a policy document.',
    same: 'There is no difference.',
  },
  notFound: { title: 'There is no such page', home: 'To the keys' },
}

export type Words = typeof english
