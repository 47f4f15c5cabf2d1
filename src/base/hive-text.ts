// Names and strings as Hive's DDL writes them; `parseStatement` reads them back.

export function quotedName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``
}

const ESCAPES: Readonly<Record<string, string>> = {
  "'": "\\'",
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
}

/** A string; control characters without a letter of their own are written `\u0001`. */
export function quoted(text: string): string {
  const escaped = text.replaceAll(/['\\]|\p{Cc}/gu, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0')
    return ESCAPES[character] ?? `\\u${code}`
  })
  return `'${escaped}'`
}
