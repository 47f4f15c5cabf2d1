import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccountId } from '../../base/account-id.ts'
import type { Row, StoreView } from '../../store/store.ts'
import { expiredSessions } from './api.ts'
import { limits } from './limits.ts'
import type { SessionRow } from './tables.ts'

const START = Date.UTC(2026, 10, 23)

function session(id: string, expiresAt: Date): Row<SessionRow> {
  const value: SessionRow = {
    kind: 'role',
    account: '111122223333' as AccountId,
    roleArn: 'arn:aws:iam::111122223333:role/R',
    roleName: 'R',
    roleId: 'AROAAAAAAAAAAAAAAAAAA',
    isServiceLinkedRole: false,
    sessionName: 'session',
    createdAt: new Date(START).toISOString(),
    expiresAt: expiresAt.toISOString(),
    tokenHash: '',
    sealedSecret: '',
    mfaAuthenticated: false,
  }
  return { id, version: 7, value }
}

/** A view of these rows, which answers pages as a store does. */
function viewOf(rows: readonly Row<SessionRow>[]): StoreView {
  const page = (_table: unknown, { after = '', limit }: { after?: string; limit: number }) =>
    rows.filter(({ id }) => id > after).slice(0, limit)
  return { page } as unknown as StoreView
}

test('a session has expired from its last moment on', () => {
  const rows = [-1, 0, 1].map((ms) => session(`ASIA${ms + 1}`, new Date(START + ms)))
  const changes = expiredSessions(viewOf(rows), new Date(START))
  assert.deepEqual(
    changes.map(({ id, rests, value }) => [id, rests, value]),
    [
      ['ASIA0', 7, undefined],
      ['ASIA1', 7, undefined],
    ],
  )
})

test('the sweep goes through every page of sessions', () => {
  const count = 2 * limits.sessionsPerRead + 1
  const rows = Array.from({ length: count }, (_, index) =>
    session(`ASIA${String(index).padStart(8, '0')}`, new Date(START)),
  )
  assert.equal(expiredSessions(viewOf(rows), new Date(START)).length, count)
})
