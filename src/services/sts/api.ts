// Who a signature belongs to: the credentials of IAM and the sessions of STS under one question.

import type { CallerSession } from '../../base/caller.ts'
import type { SignedPrincipal } from '../../base/principal.ts'
import type { SecretBytes } from '../../base/secret-bytes.ts'
import type { Sealer } from '../../crypto/seal.ts'
import type { Change, Row, StoreView } from '../../store/store.ts'
import { change } from '../../store/store.ts'
import { assumedRoleArn, findAccessKey } from '../iam/api.ts'
import { limits } from './limits.ts'
import { sessionSecrets } from './session-secrets.ts'
import type { SessionRow } from './tables.ts'
import { sessions } from './tables.ts'

export { hashSessionToken } from './session-secrets.ts'

/** What stands behind an access key id. */
export interface Credential {
  readonly principal: SignedPrincipal
  /** The secret access key's characters: what signatures are made with. */
  readonly secret: SecretBytes
  /** False for an access key that was set to Inactive. */
  readonly active: boolean
  /** Temporary credentials: the token's `hashSessionToken`. Its expiry is in `session`. */
  readonly sessionTokenHash?: string
  readonly session?: CallerSession
}

/** Undefined for an access key id that is not in use. Expiry is the caller's to check. */
export function findCredential(
  store: StoreView,
  sealer: Sealer,
  accessKeyId: string,
): Credential | undefined {
  if (!accessKeyId.startsWith('ASIA')) return findAccessKey(store, sealer, accessKeyId)
  const session = store.get(sessions, accessKeyId)?.value
  if (!session) return undefined
  return {
    principal: principalOf(session),
    secret: sessionSecrets.open(sealer, accessKeyId, session),
    active: true,
    sessionTokenHash: session.tokenHash,
    session: callerSession(session),
  }
}

/** Removes the sessions that have expired, for a sweep. */
export function expiredSessions(store: StoreView, now: Date): readonly Change[] {
  const at = now.toISOString()
  return [...allSessions(store)]
    .filter(({ value }) => value.expiresAt <= at)
    .map((row) => change(sessions, row.id, row, undefined))
}

function* allSessions(store: StoreView): Generator<Row<SessionRow>> {
  for (let after = ''; ;) {
    const rows = store.page(sessions, { after, limit: limits.sessionsPerRead })
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < limits.sessionsPerRead) return
    after = last.id
  }
}

function principalOf(session: SessionRow): SignedPrincipal {
  const { account, roleName, sessionName } = session
  return {
    type: 'assumedRole',
    arn: assumedRoleArn(account, roleName, sessionName),
    account,
    roleArn: session.roleArn,
    sessionName,
    uniqueId: session.roleId,
    isServiceLinkedRole: session.isServiceLinkedRole,
  }
}

function callerSession(session: SessionRow): CallerSession {
  const { policy, tags, sourceIdentity } = session
  return {
    createdAt: new Date(session.createdAt),
    expiresAt: new Date(session.expiresAt),
    mfaAuthenticated: session.mfaAuthenticated,
    ...(policy !== undefined && { policy }),
    ...(tags !== undefined && { tags }),
    ...(sourceIdentity !== undefined && { sourceIdentity }),
  }
}
