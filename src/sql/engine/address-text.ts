const MAPPED = '00000000000000000000ffff'

/** An address of 32 hexadecimal digits, as Trino prints it. */
export function addressText(digits: string): string {
  if (digits.startsWith(MAPPED)) {
    const bytes = digits.slice(MAPPED.length).match(/../g) ?? []
    return bytes.map((byte) => Number.parseInt(byte, 16)).join('.')
  }
  const groups = (digits.match(/..../g) ?? []).map((group) => group.replace(/^0{1,3}/, ''))
  return compressed(groups)
}

/** The longest run of zeros, of two at least, is left out: RFC 5952. */
function compressed(groups: readonly string[]): string {
  let best = { start: -1, length: 1 }
  for (let start = 0; start < groups.length; start += 1) {
    let length = 0
    while (groups[start + length] === '0') length += 1
    if (length > best.length) best = { start, length }
  }
  if (best.start < 0) return groups.join(':')
  const [before, after] = [groups.slice(0, best.start), groups.slice(best.start + best.length)]
  return `${before.join(':')}::${after.join(':')}`
}
