import { existsSync } from 'node:fs'
import {
  comparePolicies,
  diffExitCode,
  renderDiffText,
  type PolicyDiff,
  type PolicySide,
} from '../../doctor/index.ts'
import { readPolicyFile } from '../input-file.ts'
import { parseMoment } from '../moment.ts'
import { withConnectionIfAny, type OnlineOptions } from '../online.ts'
import { textOptions, type Terminal } from '../terminal.ts'

export interface DiffCommandOptions extends OnlineOptions {
  readonly key?: string
  readonly json?: boolean
}

/** Tells what changes between two key policies; exit code 2 when somebody's access does. */
export async function diff(
  older: string,
  newer: string,
  options: DiffCommandOptions,
  terminal: Terminal,
): Promise<number> {
  const { key } = options
  const [before, after] = [sideOf(older), sideOf(newer)]
  const needed = 'key' in before || 'key' in after
  const found = await withConnectionIfAny(options, terminal, needed, (connection) =>
    comparePolicies({ before, after, ...(key === undefined ? {} : { key }) }, connection),
  )
  terminal.print(options.json ? json(found) : renderDiffText(found, textOptions(terminal)))
  return diffExitCode(found)
}

const json = (found: PolicyDiff): string => JSON.stringify(found, undefined, 2)

/** A file of that name; else a key, and after `@` which version of its policy. */
function sideOf(text: string): PolicySide {
  if (existsSync(text) || /\.json$/i.test(text)) {
    return { name: text, policy: readPolicyFile(text).policy.document.json }
  }
  const at = text.lastIndexOf('@')
  if (at < 0) return { name: text, key: text }
  const version = text.slice(at + 1)
  const isTime = /^\d{4}-\d{2}-\d{2}(?:T|$)/.test(version)
  const when = isTime ? parseMoment(version, { end: true }) : version
  return { name: text, key: text.slice(0, at), at: when }
}
