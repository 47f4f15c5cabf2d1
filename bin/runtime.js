// Which Node runs Sparekey. Plain JavaScript that Node 20.19 understands.

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** What the built package needs: node:sqlite with `isTransaction`. */
export const NODE_FOR_BUILT = '22.16.0'
/** What the sources need, unbuilt: type stripping without a flag or a warning. */
export const NODE_FOR_SOURCES = '24.0.0'

/**
 * The Node to run on: the one that runs now when it is at least `needed`, else the one that came
 * as an optional dependency of the repository; undefined when there is neither.
 */
export function findNode(needed = NODE_FOR_SOURCES) {
  if (isAtLeast(process.versions.node, needed)) return process.execPath
  if (process.platform !== 'linux') return undefined
  const bundled = `../node_modules/node-linux-${process.arch}/bin/node`
  const file = fileURLToPath(new URL(bundled, import.meta.url))
  return existsSync(file) ? file : undefined
}

function isAtLeast(version, needed) {
  const [have, want] = [version, needed].map((text) => text.split('.').map(Number))
  const differing = want.findIndex((part, index) => part !== have[index])
  return differing < 0 || have[differing] > want[differing]
}

export const nodeIsTooOld = (needed = NODE_FOR_SOURCES) =>
  `sparekey: Node ${needed} or newer is needed, and this is ${process.version}.\n` +
  `  hint: install it from https://nodejs.org and run the same command again`

/**
 * Runs until `child` ends, then ends the same way. A signal that reaches this process reaches the
 * child; when this process is killed, the closed channel ends the child (see sparekey.js).
 * @param {import('node:child_process').ChildProcess} child
 */
export function followChild(child) {
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(`sparekey: ${child.spawnfile} cannot be started: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code)
    for (const forwarded of signals) process.removeAllListeners(forwarded)
    process.kill(process.pid, signal)
  })
}
