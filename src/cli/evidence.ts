import { statSync } from 'node:fs'
import { MiB } from '../base/sizes.ts'
import { evidenceLimits, readEvidence, type EvidenceFile } from '../doctor/index.ts'
import { failure } from './failure.ts'
import { readInputFile } from './input-file.ts'
import type { Terminal } from './terminal.ts'
import { evidenceWords } from './words/evidence.ts'

/** What a command speaks from instead of AWS, in the place of the file. */
export function openEvidence(file: string): EvidenceFile {
  const { fileBytesMax } = evidenceLimits
  const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (bytes > fileBytesMax) {
    throw failure('evidenceTooLarge', { file, mebibytes: String(fileBytesMax / MiB) })
  }
  return readEvidence(readInputFile(file), file)
}

/** The first line: nobody takes for today's what was true then. */
export function sayEvidence(
  { collectedAt, where, caller, redacted }: EvidenceFile,
  { isMachineReadable }: { readonly isMachineReadable: boolean },
  terminal: Terminal,
): void {
  const words = evidenceWords(terminal.language)
  const by = redacted ? words.redacted(caller.arn) : caller.arn
  const line = words.speaksFrom(collectedAt, where.account, where.region, by)
  if (isMachineReadable) terminal.printError(line)
  else terminal.print(`${line}\n`)
}
