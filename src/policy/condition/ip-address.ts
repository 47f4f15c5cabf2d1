/** An address or a CIDR block, of either family. */
export interface IpBlock {
  /** 32 bits each: one for IPv4, four for IPv6. */
  readonly words: readonly number[]
  readonly prefixBits: number
}

const WORD_BITS = 32

export function parseIpBlock(text: string): IpBlock | undefined {
  const [host = '', prefix, ...rest] = text.split('/')
  if (rest.length > 0) return undefined
  const words = parseV4(host) ?? parseV6(host)
  if (!words) return undefined
  const bits = words.length * WORD_BITS
  if (prefix === undefined) return { words, prefixBits: bits }
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > bits) return undefined
  return { words, prefixBits: Number(prefix) }
}

export function contains(block: IpBlock, host: IpBlock): boolean {
  const { words, prefixBits } = block
  if (words.length !== host.words.length || prefixBits > host.prefixBits) return false
  for (let at = 0; at * WORD_BITS < prefixBits; at += 1) {
    const differing = (words[at] ?? 0) ^ (host.words[at] ?? 0)
    const ignoredBits = Math.max(0, (at + 1) * WORD_BITS - prefixBits)
    if (differing >>> ignoredBits !== 0) return false
  }
  return true
}

function parseV4(text: string): readonly number[] | undefined {
  const parts = text.split('.')
  if (parts.length !== 4) return undefined
  if (!parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined
  return [parts.reduce((word, part) => (word << 8) | Number(part), 0)]
}

function parseV6(text: string): readonly number[] | undefined {
  const groups = groupsOf(text)
  if (!groups?.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined
  const halves = groups.map((group) => Number.parseInt(group, 16))
  return [0, 2, 4, 6].map((at) => ((halves[at] ?? 0) << 16) | (halves[at + 1] ?? 0))
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
  const [word] = parseV4(tail) ?? []
  if (word === undefined) return undefined
  return `${text.slice(0, tailAt)}${(word >>> 16).toString(16)}:${(word & 0xffff).toString(16)}`
}
