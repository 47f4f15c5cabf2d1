// Run by `migration-kills.ts`: opens a store, and is killed in front of its nth statement, or at a
// random moment by whoever runs it. Prints how many statements there were.

import { DatabaseSync } from 'node:sqlite'
import { randomBytes } from 'node:crypto'
import { openSqliteStore } from '../../src/store/sqlite-store.ts'

const [directory = '', killAt = ''] = process.argv.slice(2)
let statements = 0

/** A start runs many statements in one call: here they run one by one. */
function killInFrontOf(nth: number): void {
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

killInFrontOf(Number(killAt))
process.stdout.write('opens\n')
const store = await openSqliteStore({ directory, world: { randomBytes } })
process.stdout.write(`${statements}\n`)
await store.close()
