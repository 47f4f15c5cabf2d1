import assert from 'node:assert/strict'
import test from 'node:test'
import { isPublicAddress } from './public-address.ts'

test('addresses of the Internet are public', () => {
  for (const address of ['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111']) {
    assert.equal(isPublicAddress(address), true, address)
  }
})

test('addresses of this machine, of private networks and of none are not', () => {
  const inside = [
    ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '10.1.2.3', '172.31.255.255', '192.168.1.1'],
    ...['169.254.169.254', '100.64.0.1', '224.0.0.1', '255.255.255.255', '192.0.0.170'],
    ...['::1', '::', 'fe80::1', 'fd00:ec2::254', 'ff02::1', '2001:db8::1', '2002:7f00:1::'],
    // IPv4 in IPv6's clothes.
    ...['::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1', '::127.0.0.1'],
    ...['localhost', '', '127.1'],
  ]
  for (const address of inside) assert.equal(isPublicAddress(address), false, address)
})
