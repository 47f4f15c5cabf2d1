// Run by `migration-kills.ts`: opens a store, and is killed in front of its nth statement, or at a
// random moment by whoever runs it. Prints how many statements there were.

import { randomBytes } from 'node:crypto'
import { openSqliteStore } from '../../src/store/sqlite-store.ts'
import { killInFrontOf, statementsSoFar } from './kill-at-statement.ts'

const [directory = '', killAt = ''] = process.argv.slice(2)

killInFrontOf(Number(killAt))
process.stdout.write('opens\n')
const store = await openSqliteStore({ directory, world: { randomBytes } })
process.stdout.write(`${statementsSoFar()}\n`)
await store.close()
