import assert from 'node:assert/strict'
import test from 'node:test'
import { SecretBytes } from '../base/secret-bytes.ts'
import { keyMaterialId } from './symmetric-key.ts'

const material = new SecretBytes(Buffer.alloc(32, 1))

test('key id and material determine the key material id, 64 hexadecimal digits', () => {
  assert.match(keyMaterialId(material, 'k'), /^[0-9a-f]{64}$/)
  assert.equal(keyMaterialId(material, 'k'), keyMaterialId(material, 'k'))
  assert.notEqual(keyMaterialId(material, 'k'), keyMaterialId(material, 'l'))
  const other = new SecretBytes(Buffer.alloc(32, 2))
  assert.notEqual(keyMaterialId(material, 'k'), keyMaterialId(other, 'k'))
})
