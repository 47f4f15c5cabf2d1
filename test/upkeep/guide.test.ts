// The commands of the guide, in its order, over a stack that runs.

import assert from 'node:assert/strict'
import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { root } from '../tidy/tree.ts'
import { cleanEnvironment, scratch, serveStack } from '../cli/sparekey.ts'
import { clientsOf, fill, requireKept } from './kept-stack.ts'

const guide = readFileSync(join(root, 'docs/guides/back-up.md'), 'utf8')
// Those about an HSM are in root-key-pkcs11.test.ts.
const blocks = [...guide.matchAll(/^```\n(.*?)^```$/gms)]
  .map(([, block = '']) => block)
  .filter((block) => !block.includes('pkcs11'))

test('the guide to backups works as it stands', async (t) => {
  const folder = scratch(t)
  symlinkSync(join(root, 'bin'), join(folder, 'bin'))
  const stack = await serveStack(t, ['--data', join(folder, '.sparekey')])
  const clients = await clientsOf(stack)
  const kept = await fill(clients)
  assert.ok(blocks.length >= 7)
  for (const block of blocks) {
    const child = spawn('sh', ['-ec', block], { cwd: folder, env: cleanEnvironment() })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    }
    const [code] = (await once(child, 'close')) as [number | null]
    assert.equal(code, 0, `${block}\n${output}`)
  }
  await requireKept(clients, kept)
  for (const name of ['kms.backup', 'whole.backup', 'restored', 'restored.root-key']) {
    assert.ok(existsSync(join(folder, name)), name)
  }
})
