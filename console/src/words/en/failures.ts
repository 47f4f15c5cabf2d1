/** What did not work, and why a session is over. */
export const failures = {
  /** By the code of a fault; any other is shown in AWS's words. */
  sentences: {
    NoLink: 'This browser is no longer let in. Open the new link that stands in the terminal.',
    Unreachable: 'The console does not answer. Is Sparekey still running?',
    SignedOut: 'Nobody is signed in any more.',
    NotAgreed: 'Nothing was changed: the account was not confirmed.',
    NoSuchPlan: 'The plan is no longer known. Make it again.',
    NotUnderstood: 'The text tells of no refusal by KMS.',
    ConfirmAccount: 'Nothing was changed: that is not the account.',
  },
  denied: 'Access denied',
  failed: 'That did not work',
  missing: 'Missing permission:',
  diagnose: 'Ask the doctor why',
  ended: {
    NoLink: {
      title: 'This browser is not let in any more',
      says:
        'It was left alone for too long, came in by a link that was used before, or Sparekey was ' +
        'started again. Open the last link that stands in the terminal where Sparekey runs: each ' +
        'link opens the console once.',
    },
    SignedOut: {
      title: 'You are signed out',
      says: 'Sign in to go on where you were.',
    },
    Expired: {
      title: 'The session has expired',
      says:
        'Its credentials are taken no longer. Sign in again to go on where you were; a profile ' +
        'of IAM Identity Center may need `aws sso login` in a terminal before.',
    },
  },
  idle: {
    title: 'Are you still there?',
    says: (seconds: number) =>
      `Nothing was asked for a while. In ${seconds} seconds this browser is no longer let in.`,
    saysEnd: (seconds: number) =>
      `The time of this browser is over in ${seconds} seconds. The last link in the terminal ` +
      'opens the console again.',
    stay: 'Stay signed in',
  },
}
