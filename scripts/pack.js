// `npm run pack`: builds, and makes the package as it is published: sparekey-VERSION.tgz.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, ensureInstalled, root } from './setup.js'
import { stage } from './stage.js'

ensureInstalled()
rmSync(`${root}dist`, { recursive: true, force: true })
build()

const folder = mkdtempSync(join(tmpdir(), 'sparekey-pack-'))
try {
  stage(folder)
  const { status } = spawnSync('npm', ['pack', folder, '--pack-destination', root], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  process.exitCode = status ?? 1
} finally {
  rmSync(folder, { recursive: true })
}
