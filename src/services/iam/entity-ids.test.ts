import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { accountOfAccessKeyId } from '../../base/access-key-account.ts'
import type { AccountId } from '../../base/account-id.ts'
import type { World } from '../../base/world.ts'
import { newAccessKeyId, newSecretAccessKey, newUniqueId } from './entity-ids.ts'

const world: World = { now: () => new Date(0), randomBytes, uuid: randomUUID }

test('an access key id has its prefix and sixteen characters of Base32', () => {
  const id = newAccessKeyId(world, 'ASIA', '111122223333' as AccountId)
  assert.match(id, /^ASIA[A-Z2-7]{16}$/)
})

test('every account can be read back from the access key ids made for it', () => {
  const account = fc
    .integer({ min: 0, max: 999_999_999_999 })
    .map((n) => String(n).padStart(12, '0'))
  fc.assert(
    fc.property(account, (id) => {
      assert.equal(accountOfAccessKeyId(newAccessKeyId(world, 'AKIA', id as AccountId)), id)
    }),
    { numRuns: 200 },
  )
})

test('an access key id of another making names no account', () => {
  assert.equal(accountOfAccessKeyId('AKIAIOSFODNN7EXAMPLE'), undefined)
  assert.equal(accountOfAccessKeyId('AKIAQ'), undefined)
})

test('a unique id has 21 characters, of which the first four tell the kind', () => {
  assert.match(newUniqueId(world, 'AROA'), /^AROA[A-Z2-7]{17}$/)
})

test('a secret access key has forty characters of Base64', () => {
  assert.match(newSecretAccessKey(world), /^[A-Za-z0-9+/]{40}$/)
})
