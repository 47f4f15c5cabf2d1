// Temporary credentials: what a session's row keeps of them, and what is answered once.

import type { AccountId } from '../../base/account-id.ts'
import { secondMs } from '../../base/sizes.ts'
import { newAccessKeyId, newSecretAccessKey } from '../iam/api.ts'
import type { Credentials } from './model.ts'
import type { StsScope } from './scope.ts'
import { hashSessionToken, newSessionToken, sessionSecrets } from './session-secrets.ts'
import type { SessionFields } from './tables.ts'

export interface NewCredentials {
  readonly accessKeyId: string
  readonly fields: SessionFields
  readonly Credentials: Credentials
}

interface Wanted {
  /** Whose sessions they are for. */
  readonly account: AccountId
  readonly seconds: number
  readonly tokenCharsMin?: number | undefined
}

export function newCredentials(
  { account, seconds, tokenCharsMin }: Wanted,
  { world, sealer, now }: StsScope,
): NewCredentials {
  const accessKeyId = newAccessKeyId(world, 'ASIA', account)
  const secretAccessKey = newSecretAccessKey(world)
  const sessionToken = newSessionToken(world, tokenCharsMin)
  // Whole seconds: the answer has no smaller ones.
  const expiresAt = new Date((Math.floor(now.getTime() / secondMs) + seconds) * secondMs)
  return {
    accessKeyId,
    fields: {
      account,
      createdAt: now.toISOString(),
      expiresAt: expiresAt.toISOString(),
      tokenHash: hashSessionToken(sessionToken),
      sealedSecret: sessionSecrets.seal(sealer, accessKeyId, secretAccessKey),
      mfaAuthenticated: false,
    },
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: expiresAt,
    },
  }
}
