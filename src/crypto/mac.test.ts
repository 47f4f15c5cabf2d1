import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import test from 'node:test'
import { SecretBytes } from '../base/secret-bytes.ts'
import { generateMac, MAC_BYTES, newMacKey, verifyMac, type MacHash } from './mac.ts'

/** RFC 4231, test case 2. */
const KEY = new SecretBytes(Buffer.from('Jefe'))
const MESSAGE = Buffer.from('what do ya want for nothing?')
const EXPECTED: Readonly<Record<MacHash, string>> = {
  sha224: 'a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44',
  sha256: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  sha384:
    'af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e' +
    '8e2240ca5e69e2c78b3239ecfab21649',
  sha512:
    '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554' +
    '9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737',
}

for (const hash of Object.keys(EXPECTED) as MacHash[]) {
  test(`HMAC ${hash} gives the value of RFC 4231`, () => {
    const mac = generateMac(KEY, hash, MESSAGE)
    assert.equal(Buffer.from(mac).toString('hex'), EXPECTED[hash])
    assert.ok(verifyMac(KEY, hash, MESSAGE, mac))
    assert.ok(!verifyMac(KEY, hash, MESSAGE.subarray(1), mac))
    assert.ok(!verifyMac(KEY, hash, MESSAGE, mac.subarray(1)))
    const world = { now: () => new Date(0), randomBytes, uuid: () => '' }
    assert.equal(
      newMacKey(hash, world).use(({ length }) => length),
      MAC_BYTES[hash],
    )
  })
}
