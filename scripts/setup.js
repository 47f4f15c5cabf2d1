// What `npm start`, `npm test` and `npm run build` do first on a fresh clone. Node 20.19.

import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findNode, nodeIsTooOld } from '../bin/runtime.js'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Installs what the lockfile says, when it is not there yet or older than the lockfile. */
export function ensureInstalled() {
  if (isInstalled()) return
  console.log('Installing the npm packages that package-lock.json names (once; about a minute) ...')
  // The only engine warnings are about the Node that npm itself runs on; we bring our own.
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const arguments_ = ['ci', '--loglevel=error', '--no-audit', '--no-fund']
  const shell = process.platform === 'win32'
  const { status, error } = spawnSync(npm, arguments_, { cwd: root, stdio: 'inherit', shell })
  if (status === 0) return
  console.error(`sparekey: the packages cannot be installed: ${error?.message ?? 'npm ci failed'}`)
  console.error('  hint: npm ci')
  process.exit(1)
}

function isInstalled() {
  // npm writes this file at the end of an install that went through.
  const done = `${root}node_modules/.package-lock.json`
  if (!existsSync(done)) return false
  return statSync(done).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs
}

/** The Node to run things on; ends with a sentence when there is none. */
export function requireNode() {
  const node = findNode()
  if (node !== undefined) return node
  console.error(nodeIsTooOld())
  return process.exit(1)
}

/** Compiles `src` into `dist`, and the console's pages into `dist/pages`, where they changed. */
export function build() {
  const compiler = `${root}node_modules/typescript/bin/tsc`
  run(compiler, '-p', `${root}tsconfig.build.json`)
  if (!arePagesBuilt()) run(`${root}scripts/build-pages.js`)
}

/** @param {string[]} arguments_ */
function run(...arguments_) {
  const { status } = spawnSync(requireNode(), arguments_, { cwd: root, stdio: 'inherit' })
  if (status === 0) return
  console.error('sparekey: the build failed: see the errors above')
  process.exit(1)
}

/** Nothing that the pages are made of is newer than they are. */
function arePagesBuilt() {
  const built = `${root}dist/pages/index.html`
  if (!existsSync(built)) return false
  const builtMs = statSync(built).mtimeMs
  const sources = [
    'console',
    'src/base',
    'src/policy',
    'scripts/build-pages.js',
    'package-lock.json',
  ]
  return sources.every((path) => newestMs(`${root}${path}`) <= builtMs)
}

/** @param {string} path @returns {number} */
function newestMs(path) {
  const entry = statSync(path)
  if (!entry.isDirectory()) return entry.mtimeMs
  return Math.max(...readdirSync(path).map((name) => newestMs(`${path}/${name}`)))
}
