import { resolve } from 'node:path'
import { openSealer } from '../../server/upkeep/open-sealer.ts'
import { problemText } from '../../server/upkeep/verify/problem.ts'
import { verifyDirectory, type Verified } from '../../server/upkeep/verify/verify.ts'
import { beginProgress, tellProgress } from '../progress.ts'
import { rootKeyOptions } from '../root-key-options.ts'
import type { Terminal } from '../terminal.ts'
import { upkeepWords } from '../words/upkeep.ts'

export interface VerifyOptions {
  readonly data: string
  /** False: the seals are not opened. */
  readonly rootKey?: string | false
  readonly json?: boolean
}

/** Whether a data directory is whole: 2 when something in it is not as it must be. */
export async function verify(
  { rootKey, json, ...options }: VerifyOptions,
  terminal: Terminal,
): Promise<number> {
  const data = resolve(options.data)
  const sealer =
    rootKey === false ? undefined : await openSealer(data, rootKeyOptions(rootKey, terminal))
  beginProgress(terminal)
  const verified = await verifyDirectory(data, sealer, ({ rows, events, files }) =>
    tellProgress(terminal, () => upkeepWords(terminal.language).soFar(rows, events, files)),
  )
  if (json) terminal.print(verifiedJson(data, verified))
  else tellVerified(data, verified, terminal)
  return verified.problems.length === 0 ? 0 : 2
}

function verifiedJson(data: string, { problems, opened, counts }: Verified): string {
  const told = problems.map((one) => ({ ...one, says: problemText(one, 'en') }))
  return JSON.stringify({ data, opened, checked: counts, problems: told }, undefined, 2)
}

function tellVerified(
  data: string,
  { counts, opened, problems }: Verified,
  { print, language }: Terminal,
): void {
  const words = upkeepWords(language)
  for (const one of problems) print(problemText(one, language))
  print(words.checked(data, counts.rows, counts.events, counts.files))
  print(words.checkedSeals(counts.seals, counts.digests, counts.logFiles))
  if (!opened) print(words.notOpened)
  if (counts.filesNotRead > 0) print(words.notRead(counts.filesNotRead))
  print(problems.length === 0 ? words.whole : words.problems(problems.length))
}
