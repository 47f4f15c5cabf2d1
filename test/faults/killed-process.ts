import { spawn, type ChildProcess } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** Runs a file, kills it at a random moment, and returns what it had printed. */
export async function linesUntilKilled(
  file: URL,
  args: readonly string[],
  lifeMsMax: number,
): Promise<readonly string[]> {
  const child = spawn(process.execPath, [fileURLToPath(file), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const printed: string[] = []
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => printed.push(line))
  const read = once(lines, 'close')
  await Promise.race([once(lines, 'line'), endedEarly(child)])
  await sleep(randomInt(lifeMsMax))
  child.kill('SIGKILL')
  await read
  return printed
}

async function endedEarly(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null]
  throw new Error(`the process ended with ${String(code)} before it was killed`)
}
