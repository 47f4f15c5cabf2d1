// The package, installed into an empty project from the registry: `npm run check:package`.
// Half a minute, and it needs the network; test/package/packed.test.ts does without.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const PUBLINT = 'publint@0.3.25'

const project = mkdtempSync(join(tmpdir(), 'sparekey-package-'))
try {
  check()
} finally {
  rmSync(project, { recursive: true })
}

function check(): void {
  run(root, 'node', 'scripts/pack.js')
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const tarball = join(root, `sparekey-${version}.tgz`)
  assert.ok(existsSync(tarball), tarball)
  writeFileSync(join(project, 'package.json'), '{ "name": "project", "private": true }')
  run(project, 'npm', 'install', '--no-audit', '--no-fund', tarball)
  assert.ok(!existsSync(join(project, 'node_modules/.bin/node')), 'it took over `node`')
  assert.match(run(project, 'npx', 'sparekey', '--version'), new RegExp(`^${version}`))
  assert.match(run(project, 'npx', 'sparekey', 'doctor', '--help'), /Usage: sparekey doctor/)
  writeFileSync(join(project, 'use.mjs'), USE)
  assert.match(run(project, 'node', 'use.mjs'), /^serves\n$/)
  console.log(run(project, 'npx', '--yes', PUBLINT, tarball))
}

const USE = `import { startSparekey } from 'sparekey'
const stack = await startSparekey()
await stack.stop()
console.log('serves')
`

function run(cwd: string, command: string, ...words: readonly string[]): string {
  const PATH = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`
  return execFileSync(command, words, {
    cwd,
    env: { ...process.env, PATH },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
