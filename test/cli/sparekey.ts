// Runs the real command as a child process, with none of the caller's AWS settings.

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'

export const LAUNCHER = fileURLToPath(new URL('../../bin/sparekey.js', import.meta.url))

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Stack {
  readonly endpoint: string
  readonly data: string
  readonly credentialsFile: string
  readonly console: string | null
  readonly pid: number
  readonly child: ChildProcess
}

type Environment = Readonly<Record<string, string>>

/** A directory that goes away with the test. */
export function scratch(t: TestContext): string {
  const folder = newFolder()
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'sparekey-test-'))

/** Without the caller's AWS settings, language and colours. */
export function cleanEnvironment(extra: Environment = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(AWS_|SPAREKEY_|LC_|LANG|NO_COLOR|FORCE_COLOR|NODE_)/.test(name),
  )
  const none = join(tmpdir(), 'sparekey-test-no-such-file')
  const settings = {
    AWS_CONFIG_FILE: none,
    AWS_SHARED_CREDENTIALS_FILE: none,
    XDG_STATE_HOME: join(tmpdir(), `sparekey-test-state-${process.pid}`),
  }
  return { ...Object.fromEntries(kept), ...settings, LANG: 'C', ...extra }
}

export async function run(
  command: string,
  args: readonly string[],
  env: Environment = {},
): Promise<Finished> {
  const child = spawn(command, args, {
    env: cleanEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()))
  // A command that is not there never closes: `once` rejects with the reason.
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...output }
}

export const sparekey = (args: readonly string[], env?: Environment): Promise<Finished> =>
  run(process.execPath, [LAUNCHER, ...args], env)

/** A stack on a free port, stopped with the test. */
export async function serveStack(
  t: TestContext,
  args: readonly string[] = [],
  env: Environment = {},
): Promise<Stack> {
  const folder = newFolder()
  const data = join(folder, 'data')
  const serve = ['serve', '--json', '--port', '0', '--lookup-events-rate', 'off', '--data', data]
  // The console takes time to start, and those who look at it say so in the environment.
  // SPAREKEY_CONSOLE, or SPAREKEY_CONFIG: a flag would win over both.
  const saysConsole = Object.keys(env).some((name) => name.startsWith('SPAREKEY_CO'))
  if (!saysConsole) serve.push('--no-console')
  const child = spawn(process.execPath, [LAUNCHER, ...serve, ...args], {
    env: cleanEnvironment(env),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(async () => {
    await stop(child)
    rmSync(folder, { recursive: true })
  })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return { ...JSON.parse(line), data, child }
}

/** Answers how it ended. */
export async function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const exit = once(child, 'exit')
  child.kill(signal)
  const [code] = (await exit) as [number | null]
  return code
}
