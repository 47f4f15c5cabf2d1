// `check`, `diff` and `simulate` as a pipeline meets them: child processes, exit codes, formats.

import assert from 'node:assert/strict'
import { mkdirSync, openSync, ftruncateSync, closeSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { LAUNCHER, run, scratch, serveStack, sparekey } from './sparekey.ts'

const ACCOUNT = '111122223333'
const root = { AWS: `arn:aws:iam::${ACCOUNT}:root` }
const statement = (Principal: unknown, Action: unknown = 'kms:*') => {
  return { Effect: 'Allow', Principal, Action, Resource: '*' }
}
const policy = (...Statement: readonly unknown[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement })

function write(t: TestContext, name: string, text: string): string {
  const file = join(scratch(t), name)
  writeFileSync(file, text)
  return file
}

const guide = readFileSync(new URL('../../docs/guides/check-in-ci.md', import.meta.url), 'utf8')

test('the guide shows what the commands print', async (t) => {
  const folder = scratch(t)
  const files = [...guide.matchAll(/^`([\w.-]+)`:\n\n```json\n(.*?)^```$/gms)]
  for (const [, name = '', text = ''] of files) writeFileSync(join(folder, name), text)
  const exchanges = [
    ...guide.matchAll(/^```console\n\$ node bin\/sparekey\.js (.*?)\n(.*?)^```$/gms),
  ]
  assert.deepEqual([files.length, exchanges.length], [3, 3])
  for (const [, command = '', shown = ''] of exchanges) {
    const line = `cd "${folder}" && "${process.execPath}" "${LAUNCHER}" ${command}`
    const { stdout, code } = await run('sh', ['-c', line])
    assert.equal(stdout, shown, command)
    assert.equal(code, command.includes('--format github') ? 0 : 2, command)
  }
})

test('exit codes are for pipelines: 0 fine, 2 found, 1 failed', async (t) => {
  const good = write(t, 'good.json', policy(statement(root)))
  const trap = write(t, 'trap.json', policy(statement({ AWS: `arn:aws:iam::${ACCOUNT}:role/A` })))
  const bad = write(t, 'bad.json', policy(statement('*')))
  const codeOf = async (...args: readonly string[]) => (await sparekey(['check', ...args])).code
  assert.equal(await codeOf(good), 0)
  assert.equal(await codeOf(trap), 0)
  assert.equal(await codeOf(trap, '--fail-on', 'warning'), 2)
  assert.equal(await codeOf(bad), 2)
  assert.equal(await codeOf(good, bad), 2)
  assert.equal(await codeOf('no-such-file.json'), 1)
  assert.equal(await codeOf(good, '--fail-on', 'nothing'), 1)
  assert.equal(await codeOf(good, '--deployer', 'Alice'), 1)
  assert.equal(await codeOf(good, '--deployer-policy', good), 1)
  const noPolicy = write(t, 'no-policy.json', '{"Statement": 1}')
  const who = ['--deployer', `arn:aws:iam::${ACCOUNT}:role/A`]
  assert.equal(await codeOf(good, ...who, '--deployer-policy', noPolicy), 1)
})

test('annotations cannot be forged by what stands in the files', async (t) => {
  const Sid = 'x\n::error file=other.ts,line=1::forged %0A'
  const text = policy({ ...statement(root, ['kms:Nope\n::set-output name=a::b%']), Sid })
  const file = write(t, 'a,b:c.json', text)
  const { stdout, code } = await sparekey(['check', file, '--format', 'github'])
  assert.equal(code, 2)
  const lines = stdout.trimEnd().split('\n')
  assert.ok(
    lines.every((line) => /^::(error|warning|notice) file=[^,:]*a%2Cb%3Ac\.json,/.test(line)),
  )
  assert.match(stdout, /kms:Nope%0A::set-output name=a::b%25/)
})

test('SARIF is what code scanning reads', async (t) => {
  const file = write(t, 'with space.json', `\n${policy(statement('*'))}`)
  const { stdout } = await sparekey(['check', file, '--format', 'sarif'])
  const log = JSON.parse(stdout)
  assert.equal(log.version, '2.1.0')
  const [only] = log.runs
  assert.equal(only.tool.driver.name, 'Sparekey')
  const rules = only.tool.driver.rules.map(({ id }: { id: string }) => id)
  assert.ok(only.results.length > 0)
  for (const { ruleId, level, message, locations } of only.results) {
    assert.ok(rules.includes(ruleId) && ['error', 'warning', 'note'].includes(level))
    assert.equal(typeof message.text, 'string')
    const { artifactLocation, region } = locations[0].physicalLocation
    assert.match(artifactLocation.uri, /with%20space\.json$/)
    assert.ok(region.startLine >= 1)
  }
  const open = only.results.find(
    ({ ruleId }: { ruleId: string }) => ruleId === 'access/open-to-world',
  )
  assert.equal(open.locations[0].physicalLocation.region.startLine, 2)
})

test('the JSON holds every policy with its verdicts, and Japanese is complete', async (t) => {
  const file = write(t, 'p.json', policy(statement({ AWS: `arn:aws:iam::${ACCOUNT}:role/A` })))
  const deployer = ['--deployer', `arn:aws:iam::${ACCOUNT}:role/B`]
  const { stdout } = await sparekey(['check', file, ...deployer, '--json'])
  const { version, policies, counts } = JSON.parse(stdout)
  assert.deepEqual([version, policies.length, policies[0].lockout], [1, 1, 'refused'])
  assert.equal(counts.error, 1)
  const japanese = await sparekey(['check', file, ...deployer, '--lang', 'ja'])
  assert.match(japanese.stdout, /エラー: role\/B からは KMS に拒否されます/)
})

const template = `Parameters:
  Name: {Type: String, Default: Administrator}
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Version: 2012-10-17
        Statement:
          - Effect: Allow
            Principal:
              AWS: !Sub 'arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/\${Name}'
            Action: 'kms:*'
            Resource: '*'
          - Effect: Allow
            Principal: {Service: !Sub 'logs.\${AWS::Region}.amazonaws.com'}
            Action: kms:Nope
            Resource: '*'
`

test('a template is judged with its parameters, at its lines', async (t) => {
  const file = write(t, 'template.yaml', template)
  const asked = async (role: string, ...more: readonly string[]) => {
    const deployer = `arn:aws:iam::${ACCOUNT}:role/${role}`
    const args = ['check', file, '--json', '--region', 'us-east-1', '--deployer', deployer, ...more]
    return JSON.parse((await sparekey(args)).stdout).policies[0]
  }
  const found = await asked('Administrator')
  assert.deepEqual([found.address, found.line, found.lockout], ['Key', 7, 'passes'])
  const [action] = found.findings
  assert.deepEqual([action.id, action.line], ['action/unknown', 17])
  assert.equal((await asked('Other')).lockout, 'refused')
  assert.equal((await asked('Other', '--parameter', 'Name=Other')).lockout, 'passes')
})

test('an assembly of the CDK is read by its manifest, and nothing outside of it', async (t) => {
  const folder = join(scratch(t), 'cdk.out')
  mkdirSync(folder)
  const stack = (templateFile: string) => ({
    version: '36.0.0',
    artifacts: {
      Keys: {
        type: 'aws:cloudformation:stack',
        environment: `aws://${ACCOUNT}/eu-west-1`,
        properties: { templateFile },
      },
    },
  })
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(stack('Keys.template.json')))
  const KeyPolicy = JSON.parse(
    policy(statement({ AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } })),
  )
  const Resources = { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy } } }
  writeFileSync(join(folder, 'Keys.template.json'), JSON.stringify({ Resources }))
  for (const path of [folder, join(folder, 'manifest.json')]) {
    const { stdout, code } = await sparekey(['check', path, '--json'])
    assert.equal(code, 0, stdout)
    assert.deepEqual(JSON.parse(stdout).policies[0].unknowns, [])
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(stack('../secret.json')))
  const outside = await sparekey(['check', folder])
  assert.equal(outside.code, 1)
  assert.match(outside.stderr, /`\.\.\/secret\.json` is outside of/)
})

test('files that are too large or too deep are refused at once', async (t) => {
  const large = write(t, 'large.json', '{')
  const handle = openSync(large, 'r+')
  ftruncateSync(handle, 100 * 1024 * 1024)
  closeSync(handle)
  const cases = [
    [large, /is larger than 64 MiB/],
    [write(t, 'deep.json', '['.repeat(1_000_000)), /deep\.json:1:\d+: more than 128 levels/],
    [write(t, 'deep.yaml', 'a: ' + '['.repeat(1_000_000)), /more than 128 levels/],
    [write(t, 'other.json', '{"hello": 1}'), /is neither a key policy, a Terraform plan nor/],
    [write(t, 'text.txt', 'hello'), /is neither a key policy/],
    [write(t, 'none.json', ''), /is neither a key policy/],
  ] as const
  for (const [file, says] of cases) {
    const { code, stdout, stderr } = await sparekey(['check', file])
    assert.deepEqual([code, stdout], [1, ''], file)
    assert.match(stderr, says)
  }
})

test('a policy that is too large, or holds what KMS does not take, is an error', async (t) => {
  const large = policy({ ...statement(root), Sid: 'x'.repeat(32_768) })
  const found = await sparekey(['check', write(t, 'large.json', large)])
  assert.match(found.stdout, /policy\/too-large/)
  const odd = policy({ ...statement(root), Sid: '鍵' })
  assert.match((await sparekey(['check', write(t, 'odd.json', odd)])).stdout, /the character `鍵`/)
  const broken = policy({ ...statement(root), Efect: 'Allow' })
  const { code, stdout } = await sparekey(['check', write(t, 'broken.json', broken)])
  assert.equal(code, 2)
  assert.match(stdout, /policy\/malformed/)
})

test('a diff ends in 0 for the same access, however it is written', async (t) => {
  const one = write(t, 'one.json', policy(statement(root)))
  const same = write(t, 'same.json', policy(statement({ AWS: [ACCOUNT] }, ['KMS:*'])))
  const less = write(t, 'less.json', policy(statement(root, 'kms:Get*')))
  assert.equal((await sparekey(['diff', one, same])).code, 0)
  const { code, stdout } = await sparekey(['diff', one, less, '--json'])
  assert.equal(code, 2)
  const { access, patch } = JSON.parse(stdout)
  assert.equal(access[0].principal, `arn:aws:iam::${ACCOUNT}:root`)
  assert.match(patch, /^\+ .*kms:Get\*/m)
  assert.equal((await sparekey(['diff', one, 'no-such.json'])).code, 1)
})

test('on a stack, who asks is the deployer, and policies come from the account', async (t) => {
  const { endpoint } = await serveStack(t)
  await sparekey(['lab', 'lockout', '--endpoint', endpoint])
  const asAdmin = ['--profile', 'admin', '--endpoint', endpoint]
  const file = write(t, 'p.json', policy(statement(root)))
  const checked = await sparekey(['check', file, '--json', ...asAdmin])
  const { deployer, policies, where } = JSON.parse(checked.stdout)
  assert.equal(deployer.arn, `arn:aws:iam::${ACCOUNT}:user/admin`)
  assert.deepEqual([policies[0].lockout, where.account], ['passes', ACCOUNT])
  const asks = (principal: string, ...more: readonly string[]) =>
    sparekey([
      ...['simulate', '--principal', `arn:aws:iam::${ACCOUNT}:${principal}`],
      ...['--action', 'kms:PutKeyPolicy', '--resource', 'alias/payroll', ...more],
    ])
  const asRoot = ['--profile', ACCOUNT, '--endpoint', endpoint]
  const hidden = await asks('user/admin', ...asAdmin)
  // Locked out of GetKeyPolicy as well: what the key policy says is not seen.
  assert.equal(hidden.code, 3, hidden.stdout)
  assert.match(hidden.stdout, /What could not be seen[^]*kms:GetKeyPolicy/)
  const compared = await sparekey(['diff', 'alias/payroll@1', 'alias/payroll@2', ...asRoot])
  assert.equal(compared.code, 2, compared.stderr)
  assert.match(compared.stdout, /Who gains and who loses/)
})
