// The GitHub Action and the pre-commit hook: what they run is run here, with `npx` standing in that
// takes the command from the repository.

import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { parse } from 'yaml'
import { LAUNCHER, run, scratch } from '../cli/sparekey.ts'
import { root } from '../tidy/tree.ts'

const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const { version } = JSON.parse(read('package.json'))
const action = parse(read('action.yml'))
const [hook] = parse(read('.pre-commit-hooks.yaml'))

const RISKY = {
  Version: '2012-10-17',
  Statement: {
    Sid: 'Administrators',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::111122223333:role/Administrator' },
    Action: 'kms:*',
    Resource: '*',
  },
}
const SAFE = {
  ...RISKY,
  Statement: { ...RISKY.Statement, Principal: { AWS: 'arn:aws:iam::111122223333:root' } },
}

/** A folder with files, and with an `npx` first on the path that asks no registry. */
function workspace(t: TestContext, files: Readonly<Record<string, object>>) {
  const folder = scratch(t)
  mkdirSync(join(folder, 'bin'))
  const npx = join(folder, 'bin/npx')
  const pinned = `[ "$1 $2" = "--yes sparekey@${version}" ] || exit 9`
  writeFileSync(
    npx,
    `#!/bin/sh\n${pinned}\nshift 2\nexec "${process.execPath}" "${LAUNCHER}" "$@"\n`,
  )
  chmodSync(npx, 0o755)
  for (const [name, value] of Object.entries(files)) {
    writeFileSync(join(folder, name), JSON.stringify(value))
  }
  const PATH = `${folder}/bin:${process.env['PATH'] ?? ''}`
  const inFolder = (script: string, ...words: readonly string[]) =>
    ['-c', `cd "$0" && ${script}`, folder, ...words] as const
  return { folder, PATH, inFolder }
}

/** Runs the action as GitHub would, with its inputs in its environment. */
function act(t: TestContext, files: Readonly<Record<string, object>>, given: object) {
  const { folder, PATH, inFolder } = workspace(t, files)
  const [step] = action.runs.steps
  const inputs: Readonly<Record<string, string>> = {
    ...Object.fromEntries(
      Object.entries(action.inputs as Record<string, { default?: string }>).map(([name, input]) => [
        name,
        input.default ?? '',
      ]),
    ),
    ...given,
  }
  const env = Object.fromEntries(
    Object.entries(step.env as Record<string, string>).map(([name, text]) => {
      const [, input = ''] = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(text) ?? []
      assert.ok(input in inputs, text)
      return [name, inputs[input] ?? '']
    }),
  )
  assert.doesNotMatch(step.run, /\$\{\{/, 'an input is text of the script')
  // GitHub's own flags for `shell: bash`.
  const flags = ['--noprofile', '--norc', '-eo', 'pipefail']
  return { folder, done: run('bash', [...flags, ...inFolder(step.run)], { ...env, PATH }) }
}

test('the action annotates what is wrong, and fails as it is told', async (t) => {
  const files = { 'risky.json': RISKY, 'safe.json': SAFE }
  const given = { files: 'risky.json\nsafe.json', offline: 'true', 'fail-on': 'warning' }
  const { code, stdout, stderr } = await act(t, files, given).done
  assert.equal(code, 2, stderr)
  assert.match(stdout, /^::warning file=risky\.json,line=1,[^\n]*title=administration\/only-one::/m)
  assert.doesNotMatch(stdout, /file=safe\.json/)
  const lenient = await act(t, files, { ...given, 'fail-on': 'error' }).done
  assert.equal(lenient.code, 0, lenient.stderr)
})

test('the action holds the policy against whoever deploys', async (t) => {
  const files = { 'key policy.json': RISKY, 'deploy.json': { ...SAFE, Statement: [] } }
  const deployer = 'arn:aws:iam::111122223333:role/Deploy'
  const given = { files: 'key policy.json', deployer, 'deployer-policy': 'deploy.json' }
  const { code, stdout } = await act(t, files, { ...given, offline: 'true' }).done
  assert.equal(code, 2)
  assert.match(stdout, /^::error file=key policy\.json,[^\n]*title=lockout\/caller-not-covered::/m)
})

test('no input of the action is run, whatever it is called', async (t) => {
  const hostile = '$(touch planted);`touch planted`;--help.json'
  const { folder, done } = act(t, { [hostile]: SAFE }, { files: hostile, offline: 'true' })
  const { code, stderr } = await done
  assert.equal(code, 0, stderr)
  assert.ok(!existsSync(join(folder, 'planted')))
  const missing = await act(t, {}, { files: '--version', offline: 'true' }).done
  assert.equal(missing.code, 1, 'a file that is called like an option')
})

test('the hook looks at key policies and stops a commit that KMS would refuse', async (t) => {
  assert.equal(hook.language, 'system')
  const matches = new RegExp(hook.files)
  assert.ok(matches.test('policies/key-policy.json') && matches.test('payroll.key-policy.json'))
  assert.ok(!matches.test('package.json'))
  const files = {
    'key-policy.json': SAFE,
    'key-policy-bad.json': { ...SAFE, Statement: { Effect: 'Allow', Action: 'kms:*' } },
  }
  const { PATH, inFolder } = workspace(t, files)
  const commit = (...staged: readonly string[]) =>
    run('bash', [...inFolder(`${hook.entry} "$@"`, ...staged)], { PATH })
  assert.equal((await commit('key-policy.json')).code, 0)
  const refused = await commit('key-policy.json', 'key-policy-bad.json')
  assert.equal(refused.code, 2)
  assert.match(refused.stdout, /policy\/malformed/)
})
