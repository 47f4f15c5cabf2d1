/**
 * Whether a name fits the pattern of a SHOW: `*` is anything, as `.*` is, `.` one character, and
 * `|` stands between alternatives. Without a pattern every name fits. Names are in lower case.
 */
export function matchesPattern(name: string, pattern: string | undefined): boolean {
  if (pattern === undefined) return true
  const alternatives = pattern.toLowerCase().split('|')
  return alternatives.some((alternative) => fits(name, alternative.replaceAll('.*', '*')))
}

/** Greedy, with one place to return to, so that no pattern takes long. */
function fits(name: string, pattern: string): boolean {
  let at = 0
  let star = -1
  let resume = 0
  for (let from = 0; from < name.length;) {
    if (pattern[at] === '*') {
      star = at
      resume = from
      at += 1
    } else if (pattern[at] === '.' || pattern[at] === name[from]) {
      at += 1
      from += 1
    } else if (star === -1) return false
    else {
      resume += 1
      from = resume
      at = star + 1
    }
  }
  return /^\**$/.test(pattern.slice(at))
}
