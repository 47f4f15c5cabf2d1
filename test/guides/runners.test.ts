// The guide shows a test of a key policy for vitest, jest and pytest: each is run as it stands.
// What they look for is the same, and is missed where the key policy is another one.

import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { LAUNCHER, run, scratch } from '../cli/sparekey.ts'
import { output } from '../compat/installed.ts'
import { root } from '../tidy/tree.ts'
import { blocksOf } from './blocks.ts'

const [seed, ...rest] = blocksOf('docs/guides/test-your-policies.md').filter(({ language }) =>
  ['yaml', 'js', 'sh', 'python'].includes(language),
)
const [vitest, vitestCommand, jest, jestCommand, pytest, pytestCommand] = rest

const installed = (name: string): string => join(root, 'node_modules', name)
const built = existsSync(join(root, 'dist/index.js')) ? false : 'the package is not built'
const missing = (name: string): string | false =>
  existsSync(installed(name)) ? built : `${name} is not installed`
const hasPytest = (await output('python3', ['-c', 'import pytest, boto3'])) !== undefined

/** A project with the packages that the guide installs, and the commands where npx finds them. */
function project(t: TestContext, name: string, text: string): string {
  const folder = scratch(t)
  mkdirSync(join(folder, 'node_modules'))
  for (const one of ['@aws-sdk', 'vitest', 'jest']) {
    if (existsSync(installed(one))) symlinkSync(installed(one), join(folder, 'node_modules', one))
  }
  symlinkSync(root, join(folder, 'node_modules/sparekey'))
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  writeFileSync(join(folder, 'team.yaml'), seed?.text ?? '')
  writeFileSync(join(folder, name), text)
  mkdirSync(join(folder, 'bin'))
  const npx = `#!/bin/sh
tool=$1; shift
[ "$tool" != sparekey ] || exec "${process.execPath}" "${LAUNCHER}" "$@"
exec "${process.execPath}" "${installed('.bin')}/$tool" "$@"
`
  writeFileSync(join(folder, 'bin/npx'), npx)
  writeFileSync(join(folder, 'bin/pytest'), '#!/bin/sh\nexec python3 -m pytest "$@"\n')
  for (const tool of ['npx', 'pytest']) chmodSync(join(folder, 'bin', tool), 0o755)
  return folder
}

const typed = (folder: string, command = '') =>
  run('sh', ['-c', `cd "$0" && ${command}`, folder], {
    PATH: `${folder}/bin:${process.env['PATH'] ?? ''}`,
    AWS_EC2_METADATA_DISABLED: 'true',
  })

const ROLE = 'arn:aws:iam::111122223333:role'

interface Example {
  readonly runner: string
  readonly file: string
  readonly text?: string | undefined
  readonly command?: string | undefined
  readonly passes: RegExp
  readonly skip: string | false
}

const EXAMPLES: readonly Example[] = [
  {
    runner: 'vitest',
    file: 'key-policy.test.mjs',
    text: vitest?.text,
    command: vitestCommand?.text,
    passes: /2 passed/,
    skip: missing('vitest'),
  },
  {
    runner: 'jest',
    file: 'key-policy.test.mjs',
    text: jest?.text,
    command: jestCommand?.text,
    passes: /1 passed/,
    skip: missing('jest'),
  },
  {
    runner: 'pytest',
    file: 'test_key_policy.py',
    text: pytest?.text,
    command: pytestCommand?.text,
    passes: /2 passed/,
    skip: hasPytest ? false : 'pytest or boto3 is not installed',
  },
]

for (const { runner, file, text = '', command, passes, skip } of EXAMPLES) {
  test(`the example for ${runner} passes`, { skip }, async (t) => {
    const { code, stdout, stderr } = await typed(project(t, file, text), command)
    assert.equal(code, 0, stdout + stderr)
    assert.match(stdout + stderr, passes)
  })
}

const [first] = EXAMPLES
const skipFirst = first?.skip ?? false
test(
  'an example fails where the key policy lets the developer in',
  { skip: skipFirst },
  async (t) => {
    const folder = project(t, first?.file ?? '', first?.text ?? '')
    const both = `[${ROLE}/Administrator, ${ROLE}/Developer] }`
    const open = seed?.text.replace(`${ROLE}/Administrator }`, both) ?? ''
    assert.notEqual(open, seed?.text)
    writeFileSync(join(folder, 'team.yaml'), open)
    const { code, stdout, stderr } = await typed(folder, first?.command)
    assert.equal(code, 1, stdout + stderr)
    assert.match(stdout + stderr, /1 failed/)
  },
)
