import { explainFinding, FINDING_IDS } from '../../doctor/index.ts'
import { failure } from '../failure.ts'
import { textOptions, type Terminal } from '../terminal.ts'

/** Tells about a finding; of one that there is not, which there are. */
export function explain(finding: string, terminal: Terminal): number {
  const text = explainFinding(finding, textOptions(terminal))
  if (text === undefined) {
    throw failure('noFinding', { finding }, { lines: FINDING_IDS.map(hintTo) })
  }
  terminal.print(text)
  return 0
}

const hintTo = (id: string): string => `--explain ${id}`
