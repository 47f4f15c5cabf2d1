// What the tests of STS's sessions share.

import assert from 'node:assert/strict'
import type { Credentials as Answered } from '@aws-sdk/client-sts'
import type { Credentials } from '../../fixtures/world.ts'

/** Answered credentials, for a client. */
export function usable(made: Answered | undefined): Credentials {
  assert.ok(made?.AccessKeyId && made.SecretAccessKey && made.SessionToken)
  return {
    accessKeyId: made.AccessKeyId,
    secretAccessKey: made.SecretAccessKey,
    sessionToken: made.SessionToken,
  }
}

/** In how many seconds they expire, by the wall clock. */
export const secondsLeft = (made: Answered | undefined): number =>
  ((made?.Expiration?.getTime() ?? 0) - Date.now()) / 1000
