// The forms in which the doctor answers, beside the usual screen.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { scratch, serveStack, sparekey } from './sparekey.ts'

test('the doctor writes a page of HTML, into a file or alone', async (t) => {
  const { endpoint } = await serveStack(t)
  assert.equal((await sparekey(['lab', 'lockout', '--endpoint', endpoint])).code, 0)
  const doctor = ['doctor', 'alias/payroll', '--profile', 'admin', '--endpoint', endpoint]
  const file = join(scratch(t), 'diagnosis.html')
  const { code, stdout } = await sparekey([...doctor, '--html', file])
  assert.equal(code, 2)
  assert.match(stdout, /key-policy\/no-account-statement/)
  const alone = await sparekey([...doctor, '--html', '-', '--lang', 'ja'])
  for (const page of [readFileSync(file, 'utf8'), alone.stdout]) {
    assert.match(page, /^<!doctype html>/)
    assert.match(page, /<\/html>\s*$/)
  }
})

test('a finding is explained without a key, and one that there is not is told', async () => {
  const page = await sparekey(['doctor', '--explain', 'key/disabled'])
  assert.equal(page.code, 0)
  assert.match(page.stdout, /aws kms enable-key/)
  const unknown = await sparekey(['doctor', '--explain', 'key/dissabled'])
  assert.equal(unknown.code, 1)
  assert.match(unknown.stderr, /there is no finding `key\/dissabled`[^]*--explain key\/disabled/)
})

test('without a key and without a finding there is nothing to ask', async () => {
  const { code, stderr } = await sparekey(['doctor'])
  assert.equal(code, 1)
  assert.match(stderr, /missing required argument 'key'/)
})
