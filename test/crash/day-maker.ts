// Run by `day-kills.ts`: makes the file of a day, and is killed in front of its nth statement.
// Prints how many statements there were.

import { openDayFile } from '../../src/store/day-file.ts'
import { killInFrontOf, statementsSoFar } from './kill-at-statement.ts'

const [directory = '', day = '', killAt = ''] = process.argv.slice(2)
killInFrontOf(Number(killAt))
openDayFile(directory, day, () => undefined).close()
process.stdout.write(`${statementsSoFar()}\n`)
