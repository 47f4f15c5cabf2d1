/** An address or a CIDR block, of either family, as a number. */
export interface IpBlock {
  readonly family: 4 | 6
  readonly address: bigint
  readonly prefixBits: number
}

const FAMILY_BITS = { 4: 32, 6: 128 } as const

export function parseIpBlock(text: string): IpBlock | undefined {
  const [host = '', prefix, ...rest] = text.split('/')
  if (rest.length > 0) return undefined
  const parsed = parseV4(host) ?? parseV6(host)
  if (!parsed) return undefined
  const bits = FAMILY_BITS[parsed.family]
  if (prefix === undefined) return { ...parsed, prefixBits: bits }
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > bits) return undefined
  return { ...parsed, prefixBits: Number(prefix) }
}

export function contains(block: IpBlock, host: IpBlock): boolean {
  if (block.family !== host.family || block.prefixBits > host.prefixBits) return false
  const shift = BigInt(FAMILY_BITS[block.family] - block.prefixBits)
  return block.address >> shift === host.address >> shift
}

interface Address {
  readonly family: 4 | 6
  readonly address: bigint
}

function parseV4(text: string): Address | undefined {
  const parts = text.split('.')
  if (parts.length !== 4) return undefined
  if (!parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined
  const address = parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n)
  return { family: 4, address }
}

function parseV6(text: string): Address | undefined {
  const groups = groupsOf(text)
  if (!groups?.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined
  const address = groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n)
  return { family: 6, address }
}

/** The eight groups, `::` filled up and an embedded IPv4 tail turned into two of them. */
function groupsOf(text: string): readonly string[] | undefined {
  const halves = withoutV4Tail(text)?.split('::')
  if (!halves || halves.length > 2) return undefined
  const [head = [], tail] = halves.map((half) => (half === '' ? [] : half.split(':')))
  if (!tail) return head.length === 8 ? head : undefined
  const missing = 8 - head.length - tail.length
  if (missing < 1) return undefined
  return [...head, ...Array.from({ length: missing }, () => '0'), ...tail]
}

function withoutV4Tail(text: string): string | undefined {
  const tailAt = text.lastIndexOf(':') + 1
  const tail = text.slice(tailAt)
  if (!tail.includes('.')) return text
  const v4 = parseV4(tail)?.address
  if (v4 === undefined) return undefined
  return `${text.slice(0, tailAt)}${(v4 >> 16n).toString(16)}:${(v4 & 0xffffn).toString(16)}`
}
