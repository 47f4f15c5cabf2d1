// `npm run pack`: builds, and makes the package as it is published: sparekey-VERSION.tgz.
//
// The Node that the repository brings is not part of it: installed as somebody's dependency, it
// would take over their own `node`. So the published package says which Node it needs instead.

import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { NODE_FOR_BUILT } from '../bin/runtime.js'
import { build, ensureInstalled, root } from './setup.js'

ensureInstalled()
rmSync(`${root}dist`, { recursive: true, force: true })
build()

const copyOptions = {
  recursive: true,
  filter: (path) => basename(path) !== '.tsbuildinfo',
}
const folder = mkdtempSync(join(tmpdir(), 'sparekey-pack-'))
try {
  const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
  for (const path of manifest.files) cpSync(`${root}${path}`, join(folder, path), copyOptions)
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(published(manifest), null, 2)}\n`)
  const arguments_ = ['pack', folder, '--pack-destination', root]
  const { status } = spawnSync('npm', arguments_, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  process.exitCode = status ?? 1
} finally {
  rmSync(folder, { recursive: true })
}

function published(manifest) {
  const dropped = ['scripts', 'devDependencies', 'optionalDependencies']
  const kept = Object.entries(manifest).filter(([member]) => !dropped.includes(member))
  return { ...Object.fromEntries(kept), engines: { node: `>=${NODE_FOR_BUILT}` } }
}
