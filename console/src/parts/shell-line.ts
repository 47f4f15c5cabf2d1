/** An argument list as a POSIX shell takes it. */
export const shellLine = (words: readonly string[]): string => words.map(quoted).join(' ')

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
