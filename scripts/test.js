// `npm test`: installs, builds, and runs every test this machine can run. File names or globs
// behind `--` run those tests only.

import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { followChild } from '../bin/runtime.js'
import { build, ensureInstalled, requireNode, root } from './setup.js'

ensureInstalled()
build()
/** One of the tests plays these files itself, to hold what they carried out against a list. */
const PLAYED = /^test\/doctor\/(scenarios\/|stories\/|recovery\/put\.test\.ts)/
/** Plays the test files of its folder in one process. */
const TOGETHER = 'together.ts'
const asked = process.argv.slice(2)
const files = asked.length > 0 ? asked : ['src', 'test'].flatMap(testsIn)
const options = [
  '--test',
  // A hook that fails may leave a stack behind that keeps its file from ending.
  '--test-timeout=600000',
  // Tests wait as long as they work: for browsers, clocks and processes of their own.
  `--test-concurrency=${Math.max(4, availableParallelism() - 1)}`,
  `--test-reporter=${root}scripts/test-reporter.js`,
  '--test-reporter-destination=stdout',
]
// Hundreds of files load the same sources: half a second less for each. The launcher has Node keep
// them in the same place.
const NODE_COMPILE_CACHE = join(tmpdir(), 'node-compile-cache')
// What processes leave that are killed, and what commands write for their user, goes with the run.
const TMPDIR = mkdtempSync(join(tmpdir(), 'sparekey-tests-'))
chmodSync(TMPDIR, 0o711) // PostgreSQL does not run as the administrator.
process.on('exit', () => {
  // A PostgreSQL of the tests may be on its way out still.
  const retries = { maxRetries: 10, retryDelay: 100 }
  try {
    rmSync(TMPDIR, { recursive: true, force: true, ...retries })
  } catch (error) {
    console.error(`${TMPDIR} was not removed: ${error.message}`)
  }
})
const env = { NODE_COMPILE_CACHE, ...process.env, TMPDIR }
followChild(spawn(requireNode(), [...options, ...files], { cwd: root, stdio: 'inherit', env }))

/** @param {string} folder */
function testsIn(folder) {
  const paths = readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .sort()
  const together = paths.filter((path) => posix.basename(path) === TOGETHER)
  const folders = new Set(together.map((path) => posix.dirname(path)))
  const alone = paths.filter(
    (path) => path.endsWith('.test.ts') && !folders.has(posix.dirname(path)) && !PLAYED.test(path),
  )
  return [...together, ...alone]
}
