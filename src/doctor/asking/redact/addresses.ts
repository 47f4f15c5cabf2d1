// IP addresses under other addresses, so that ranges still hold the addresses that they held: two
// that share their first bits still share as many, and no more.

import { isIPv4, isIPv6 } from 'node:net'

/** Chance that depends on the text alone, as long as the salt is the same. */
export type Hash = (text: string) => Uint8Array

const IPV4 = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\w)/g
/** Whatever could be one; `isIPv6` decides. */
const IPV6 = /(?<![\w:.])[0-9a-fA-F:]*:[0-9a-fA-F:]*:[0-9a-fA-F:.]*(?![\w:.]*\w)/g

export function withoutAddresses(text: string, hash: Hash): string {
  return text
    .replaceAll(IPV4, (found) => (isIPv4(found) ? otherIpv4(found, hash) : found))
    .replaceAll(IPV6, (found) =>
      /\d|[a-f]/i.test(found) && isIPv6(found) ? otherIpv6(found, hash) : found,
    )
}

function otherIpv4(address: string, hash: Hash): string {
  const bits = bitsOf(address.split('.').map(Number), 8)
  return numbersOf(otherBits(bits, hash), 8).join('.')
}

function otherIpv6(address: string, hash: Hash): string {
  const bits = bitsOf(groupsOf(address), 16)
  const groups = numbersOf(otherBits(bits, hash), 16)
  return groups.map((group) => group.toString(16)).join(':')
}

/** The eight groups, with those that `::` stands for. */
function groupsOf(address: string): readonly number[] {
  const [head = '', tail] = address.split('::')
  const [before, after] = [groupsIn(head), groupsIn(tail ?? '')]
  const missing = tail === undefined ? 0 : 8 - before.length - after.length
  return [...before, ...Array<number>(missing).fill(0), ...after]
}

/** `::ffff:192.0.2.1` ends as an IPv4 address. */
function groupsIn(part: string): readonly number[] {
  const groups = part === '' ? [] : part.split(':')
  return groups.flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)]
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number)
    return [a * 256 + b, c * 256 + d]
  })
}

/**
 * Each bit is turned over or not, by what stands before it: the scheme of Crypto-PAn (Xu, Fan,
 * Ammar and Moon, "Prefix-Preserving IP Address Anonymization", 2002).
 */
function otherBits(bits: string, hash: Hash): string {
  return [...bits]
    .map((bit, at) => {
      const [turn = 0] = hash(`${bits.length}:${bits.slice(0, at)}`)
      return Number(bit) ^ (turn & 1)
    })
    .join('')
}

const bitsOf = (numbers: readonly number[], width: number): string =>
  numbers.map((number) => number.toString(2).padStart(width, '0')).join('')

const numbersOf = (bits: string, width: number): readonly number[] =>
  (bits.match(new RegExp(`.{${width}}`, 'g')) ?? []).map((part) => Number.parseInt(part, 2))
