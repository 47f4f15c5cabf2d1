import assert from 'node:assert/strict'
import test from 'node:test'
import { parseProfiles, readProfiles } from './profiles.ts'

test('profiles are read as both files write them, with their settings', () => {
  const text = `
# a comment
[111122223333]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key=wJalr=XUtnFEMI
[profile  admin ]
  region = us-east-1
; another
`
  const profiles = parseProfiles(text)
  assert.deepEqual([...profiles.keys()], ['111122223333', 'admin'])
  assert.equal(profiles.get('111122223333')?.get('aws_access_key_id'), 'AKIAIOSFODNN7EXAMPLE')
  assert.equal(profiles.get('111122223333')?.get('aws_secret_access_key'), 'wJalr=XUtnFEMI')
  assert.equal(profiles.get('admin')?.get('region'), 'us-east-1')
})

test('settings before the first profile and files that are not there hold nothing', () => {
  assert.equal(parseProfiles('region = us-east-1').size, 0)
  assert.equal(readProfiles('/nowhere/credentials').size, 0)
})
