// What `JSON.parse` does not say: that a document names a member twice, of which different readers
// believe different ones, or that it nests without an end.

/** The name of a member that is there twice in one object, in its quotes; or that it nests. */
type MemberProblem = 'nested' | { readonly twice: string }

/** Undefined: nothing is wrong. The text must be JSON. */
export function memberProblem(json: string, nestingLevelsMax: number): MemberProblem | undefined {
  /** The members seen of each object that is open; of a list there are none. */
  const open: Set<string>[] = []
  for (let at = 0; at < json.length; at++) {
    const character = json[at]
    if (character === '{' || character === '[') {
      open.push(new Set())
      if (open.length > nestingLevelsMax) return 'nested'
    } else if (character === '}' || character === ']') open.pop()
    else if (character === '"') {
      const end = endOfText(json, at)
      // In JSON, only the name of a member stands before a colon.
      const twice = isBeforeColon(json, end) && namedTwice(json.slice(at, end), open.at(-1))
      if (twice) return twice
      at = end - 1
    }
  }
  return undefined
}

function namedTwice(quoted: string, members: Set<string> | undefined): MemberProblem | undefined {
  // One name can be written in several ways: `"a"` and `"\u0061"`.
  const name = quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1)
  if (members?.has(name)) return { twice: JSON.stringify(name) }
  members?.add(name)
  return undefined
}

/** Behind the closing quote. */
function endOfText(json: string, start: number): number {
  let end = json.indexOf('"', start + 1)
  while (isEscaped(json, end)) end = json.indexOf('"', end + 1)
  return end + 1
}

function isEscaped(json: string, at: number): boolean {
  let backslashes = 0
  while (json[at - 1 - backslashes] === '\\') backslashes += 1
  return backslashes % 2 === 1
}

function isBeforeColon(json: string, from: number): boolean {
  let at = from
  while (/\s/.test(json[at] ?? '')) at += 1
  return json[at] === ':'
}
