import { hourMs, KiB, minuteMs, secondMs } from '../../base/sizes.ts'

export const limits = {
  sessionSecondsDefault: 3600,
  /** Of a session that was begun with another session's credentials. */
  chainedSessionSecondsMax: hourMs / secondMs,
  /** Of GetSessionToken and GetFederationToken. */
  userSessionSecondsDefault: (12 * hourMs) / secondMs,
  rootSessionSecondsMax: hourMs / secondMs,
  sessionPolicyCharsMax: 2048,
  sessionsPerRead: 1000,
  /** What an identity provider is asked for, and how long it may take. */
  providerAnswerMsMax: 5 * secondMs,
  providerAnswerBytesMax: 256 * KiB,
  providerKeysMax: 200,
  providersCachedMax: 1000,
  providerKeysCachedMs: hourMs,
  /** An unknown key may be a new one, but is not asked for more often. */
  providerKeysAgainMs: minuteMs,
  /** By how much a provider's clock may be ahead. */
  tokenSkewSeconds: 300,
} as const
