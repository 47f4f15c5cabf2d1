// Ends this process by kill -9 in front of one of SQLite's statements.

import { DatabaseSync } from 'node:sqlite'

let statements = 0

/** How many there were until now. */
export const statementsSoFar = (): number => statements

/** A start runs many statements in one call: from here on they run one by one. 0: never. */
export function killInFrontOf(nth: number): void {
  const exec = DatabaseSync.prototype.exec
  DatabaseSync.prototype.exec = function execOneByOne(text: string): void {
    for (const statement of statementsIn(text)) {
      statements += 1
      if (statements === nth) process.kill(process.pid, 'SIGKILL')
      exec.call(this, statement)
    }
  }
}

/** No text in a migration holds a semicolon, or two hyphens. */
const statementsIn = (text: string): readonly string[] =>
  text
    .replaceAll(/--.*$/gm, '')
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '')
