import { hourMs, secondMs } from '../../base/sizes.ts'

export const limits = {
  sessionSecondsDefault: 3600,
  /** Of a session that was begun with another session's credentials. */
  chainedSessionSecondsMax: hourMs / secondMs,
  /** Of GetSessionToken and GetFederationToken. */
  userSessionSecondsDefault: (12 * hourMs) / secondMs,
  rootSessionSecondsMax: hourMs / secondMs,
  sessionPolicyCharsMax: 2048,
  sessionsPerRead: 1000,
} as const
