import { permissionsPolicy, type PermissionOptions } from '../../doctor/index.ts'
import type { Terminal } from '../terminal.ts'
import { permissionWords } from '../words/permissions.ts'

export interface PermissionsOptions extends PermissionOptions {
  readonly json?: boolean
}

/** Prints a policy and nothing else, so that it can go into a file or a pipe. */
export function permissions(
  command: string,
  { json, ...options }: PermissionsOptions,
  terminal: Terminal,
): number {
  const policy = permissionsPolicy(command, options)
  const words = permissionWords(terminal.language)
  const value = json ? { version: 1, command, ...options, policy } : policy
  terminal.print(JSON.stringify(value, undefined, 2))
  if (!json) {
    terminal.printError(words.delegation)
    if (options.apply) terminal.printError(words.apply)
    if (options.table || options.logs) terminal.printError(words.buckets)
  }
  return 0
}
