// Who a signature belongs to: the credentials of IAM and the sessions of STS under one question.

import type { CallerSession } from '../../base/caller.ts'
import { accountRootArn } from '../../base/arn.ts'
import type { RootPrincipal, SignedPrincipal, UserPrincipal } from '../../base/principal.ts'
import type { SecretBytes } from '../../base/secret-bytes.ts'
import { unreachable } from '../../base/unreachable.ts'
import type { Sealer } from '../../crypto/seal.ts'
import type { Change, Row, StoreView } from '../../store/store.ts'
import { change } from '../../store/store.ts'
import { assumedRoleArn, federatedUserArn, findAccessKey, findUser } from '../iam/api.ts'
import { limits } from './limits.ts'
import { sessionSecrets } from './session-secrets.ts'
import type { FederatedSessionRow, RoleSessionRow, SessionRow, UserSessionRow } from './tables.ts'
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
  const principal = session && principalOf(store, session)
  if (!principal) return undefined
  return {
    principal,
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

/** Undefined: the user that began the session is gone. */
function principalOf(store: StoreView, session: SessionRow): SignedPrincipal | undefined {
  switch (session.kind) {
    case 'role':
      return rolePrincipal(session)
    case 'user':
      return beginnerOf(store, session)
    case 'federatedUser': {
      const issuer = beginnerOf(store, session)
      return issuer && federatedPrincipal(session, issuer)
    }
    default:
      return unreachable(session)
  }
}

function rolePrincipal(session: RoleSessionRow): SignedPrincipal {
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

/** Whose long-term credentials the session was begun with. */
function beginnerOf(
  store: StoreView,
  { account, userId }: UserSessionRow | FederatedSessionRow,
): RootPrincipal | UserPrincipal | undefined {
  if (userId !== undefined) return findUser(store, userId)
  return { type: 'root', arn: accountRootArn(account), account }
}

const federatedPrincipal = (
  { account, name }: FederatedSessionRow,
  issuer: RootPrincipal | UserPrincipal,
): SignedPrincipal => ({
  type: 'federatedUser',
  arn: federatedUserArn(account, name),
  account,
  userName: name,
  issuerArn: issuer.arn,
  ...(issuer.type === 'user' &&
    issuer.uniqueId !== undefined && { issuerUniqueId: issuer.uniqueId }),
})

function callerSession(session: SessionRow): CallerSession {
  const { policy, tags, sourceIdentity } = session
  return {
    createdAt: new Date(session.createdAt),
    expiresAt: new Date(session.expiresAt),
    mfaAuthenticated: session.mfaAuthenticated,
    ...(policy !== undefined && { policy }),
    ...(tags !== undefined && { tags }),
    ...(sourceIdentity !== undefined && { sourceIdentity }),
    ...(session.kind === 'role' &&
      session.federatedProvider !== undefined && { federatedProvider: session.federatedProvider }),
  }
}
