import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A server in a process of its own. */
export interface Child {
  readonly port: number
  readonly pid: number
  /** Sends it a message and returns the next one from it. */
  readonly ask: () => Promise<unknown>
  readonly stop: () => Promise<void>
}

/** Starts a server; it sends its port when it is ready, and ends when the channel is closed. */
export async function start(file: string, ...args: readonly string[]): Promise<Child> {
  const path = fileURLToPath(new URL(file, import.meta.url))
  const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const
  const child = spawn(process.execPath, [path, ...args], { stdio: [...stdio] })
  const failed = once(child, 'exit').then(() => {
    throw new Error(`${file} has ended`)
  })
  const [ready] = (await Promise.race([once(child, 'message'), failed])) as [{ port: number }]
  failed.catch(() => undefined)
  const ask = async () => {
    const answer = once(child, 'message')
    child.send('tell')
    return ((await answer) as [unknown])[0]
  }
  const stop = async () => {
    child.disconnect()
    await failed.catch(() => undefined)
  }
  return { port: ready.port, pid: child.pid ?? 0, ask, stop }
}
