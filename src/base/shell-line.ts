/** Quoted for sh, and only where sh needs it. */
export function shellQuoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

export const shellLine = (words: readonly string[]): string => words.map(shellQuoted).join(' ')
