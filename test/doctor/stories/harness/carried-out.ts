// What was carried out while the tests ran: the list of what the doctor may print is held against
// it. It is written by those who run a command, and by nobody else, so that it cannot flatter.

import { appendFileSync, readFileSync } from 'node:fs'
import type { CommandLine, SaidRemedy } from '../../../../src/doctor/index.ts'

export interface CarriedOut {
  readonly remedy: SaidRemedy['id']
  /** `aws kms put-key-policy`; absent for a remedy that has no command. */
  readonly command?: string
}

/** Names the file that every test of a run adds its lines to. */
export const RECORD_FILE = 'SPAREKEY_TEST_CARRIED_OUT'

/** The command is through: it stands in the record from now on. */
export function recordCarriedOut(remedy: SaidRemedy['id'], argv?: CommandLine): void {
  const file = process.env[RECORD_FILE]
  if (file === undefined) return
  const line: CarriedOut = { remedy, ...(argv ? { command: shapeOf(argv) } : {}) }
  appendFileSync(file, `${JSON.stringify(line)}\n`)
}

export function readCarriedOut(file: string): readonly CarriedOut[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line))
}

/** Program, service and operation; or `sparekey` and its command, however it was started. */
export function shapeOf(argv: CommandLine): string {
  if (argv[0] === 'aws') return argv.slice(0, 3).join(' ')
  const words = argv[0] === 'sparekey' ? argv.slice(1) : argv.slice(2)
  return `sparekey ${words[0]}`
}
