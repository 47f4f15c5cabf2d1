// What must never happen: a rehearsal in a real account, a change in the wrong one. The server here
// is no stack; it answers as AWS does, and writes down all that is sent to it.

import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { startProxy, type Call, type Decision, type Proxy } from '../fixtures/proxy.ts'
import { scratch, sparekey, type Finished } from './sparekey.ts'

const ACCOUNT = '999988887777'
const ANOTHER = '444455556666'
const OWN_KEY = 'AKIAIOSFODNN7EXAMPLE'

/** Of a person who is about to make a mistake. */
const credentials = { AWS_ACCESS_KEY_ID: OWN_KEY, AWS_SECRET_ACCESS_KEY: 'a/secret/of/the/person' }

const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Administrator`

const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: ROLE }, Action: 'kms:*', Resource: '*' }],
})

const json = (body: object, status = 200): Decision => ({
  status,
  type: 'application/x-amz-json-1.1',
  body: JSON.stringify(body),
})

const xml = (operation: string, result: string): Decision => ({
  status: 200,
  type: 'text/xml',
  body: [
    `<${operation}Response>`,
    `<${operation}Result>${result}</${operation}Result>`,
    `</${operation}Response>`,
  ].join(''),
})

const session = [
  '<Credentials><AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId>',
  '<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>',
  '<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>',
].join('')

/** As AWS answers: the asker may not read the policy, the role may. */
function answerOf({ action, accessKeyId }: Call, account: string): Decision {
  const who = `arn:aws:iam::${account}:user/admin`
  switch (action) {
    case 'sts:GetCallerIdentity':
      return xml(
        'GetCallerIdentity',
        `<Arn>${who}</Arn><UserId>AIDAEXAMPLE</UserId><Account>${account}</Account>`,
      )
    case 'sts:AssumeRole':
      return xml('AssumeRole', session)
    case 'kms:GetKeyPolicy': {
      if (accessKeyId !== OWN_KEY) return json({ Policy: policy })
      const message =
        `User: ${who} is not authorized to perform: kms:GetKeyPolicy on resource: ${KEY} ` +
        'because no resource-based policy allows the kms:GetKeyPolicy action'
      return json({ __type: 'AccessDeniedException', message }, 400)
    }
    case 'cloudtrail:LookupEvents':
      return json({ Events: [] })
    default:
      return json({ __type: 'AccessDeniedException', message: 'no' }, 400)
  }
}

async function awsLike(
  t: TestContext,
  accountAt: (calls: number) => string = () => ACCOUNT,
): Promise<Proxy> {
  let identities = 0
  const proxy = await startProxy((call) => {
    if (call.action === '') return { status: 403, type: 'text/html', body: '<h1>Forbidden</h1>' }
    if (call.action === 'sts:GetCallerIdentity') identities += 1
    return answerOf(call, accountAt(identities))
  })
  t.after(() => proxy.close())
  return proxy
}

const recover = ['recover', KEY, '--as', 'Administrator', '--region', 'us-east-1']
const actions = ({ calls }: Proxy) => calls.map(({ action }) => action)
const changes = (proxy: Proxy) =>
  actions(proxy).filter((action) => !/^$|:(Get|List|Describe|Lookup)/.test(action))

function refused({ code, stderr, stdout }: Finished, sentence: RegExp): void {
  assert.equal(code, 1, `${stdout}${stderr}`)
  assert.match(stderr, sentence)
}

test('a rehearsal asks an endpoint what it is, unsigned, and nothing else', async (t) => {
  const proxy = await awsLike(t)
  const refusal = /is not a Sparekey stack, and a rehearsal plays nowhere else/
  refused(await sparekey(['lab', 'lockout', '--endpoint', proxy.endpoint], credentials), refusal)
  const env = { ...credentials, AWS_ENDPOINT_URL: proxy.endpoint }
  refused(await sparekey(['lab', 'lockout'], env), refusal)
  const asked = proxy.calls.map(({ path, accessKeyId }) => [path, accessKeyId])
  assert.deepEqual(asked, [
    ['/_sparekey/info', undefined],
    ['/_sparekey/info', undefined],
  ])
})

test('a rehearsal never signs with credentials of the person, nor with a profile', async (t) => {
  const folder = scratch(t)
  const credentialsFile = join(folder, 'credentials')
  const said = { name: 'sparekey', version: '0', region: 'us-east-1', accounts: ['111122223333'] }
  const proxy = await startProxy((call) => {
    if (call.action === '') return json({ ...said, credentialsFile })
    return json({ __type: 'AccessDeniedException', message: 'no' }, 400)
  })
  t.after(() => proxy.close())
  const aws = join(folder, '.aws')
  mkdirSync(aws)
  const profile = (name: string, id: string) =>
    `[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = secret\n`
  writeFileSync(join(aws, 'credentials'), profile('111122223333', 'AKIAPERSON0000000000'))
  const own = { AWS_SHARED_CREDENTIALS_FILE: join(aws, 'credentials'), HOME: folder }
  const lab = ['lab', 'lockout', '--endpoint', proxy.endpoint]
  const env = { ...credentials, ...own, AWS_PROFILE: '111122223333' }
  refused(await sparekey(lab, env), /is not there, and it holds the root access key/)
  assert.deepEqual(
    proxy.calls.filter(({ accessKeyId }) => accessKeyId !== undefined),
    [],
  )
  writeFileSync(credentialsFile, profile('111122223333', 'AKIASTACK00000000000'))
  assert.equal((await sparekey(lab, env)).code, 1)
  const signers = new Set(proxy.calls.flatMap(({ accessKeyId }) => accessKeyId ?? []))
  assert.deepEqual([...signers], ['AKIASTACK00000000000'])
})

test('without a person to agree, or an account that is named, nothing is even asked', async (t) => {
  const proxy = await awsLike(t)
  const apply = [...recover, '--apply', '--endpoint', proxy.endpoint]
  refused(await sparekey(apply, credentials), /nobody is here to agree to the change/)
  refused(await sparekey([...apply, '--json'], credentials), /nobody is here to agree/)
  refused(await sparekey([...apply, '--yes'], credentials), /must name the account that is meant/)
  assert.deepEqual(new Set(actions(proxy)), new Set(['']))
})

test('in another account than the one that is named, it ends with who asks', async (t) => {
  const proxy = await awsLike(t)
  const named = [...recover, '--apply', '--yes', '--account', ANOTHER]
  const env = { ...credentials, AWS_ENDPOINT_URL: proxy.endpoint }
  const refusal = new RegExp(`this is account .${ACCOUNT}., not .${ANOTHER}.`)
  refused(await sparekey(named, env), refusal)
  const { AWS_ENDPOINT_URL: _unset, ...bare } = env
  refused(await sparekey([...named, '--endpoint', proxy.endpoint], bare), refusal)
  assert.deepEqual(new Set(actions(proxy)), new Set(['', 'sts:GetCallerIdentity']))
})

test('a profile that leads to another account since the plan changes nothing', async (t) => {
  const proxy = await awsLike(t, (identities) => (identities <= 2 ? ACCOUNT : ANOTHER))
  const env = { ...credentials, AWS_ENDPOINT_URL: proxy.endpoint }
  const finished = await sparekey([...recover, '--apply', '--yes', '--account', ACCOUNT], env)
  refused(finished, new RegExp(`this is account .${ANOTHER}., not .${ACCOUNT}.`))
  assert.ok(!actions(proxy).includes('kms:PutKeyPolicy'))
})

test('a plan, a diagnosis and a history change nothing, whatever they are answered', async (t) => {
  const proxy = await awsLike(t)
  const env = { ...credentials, AWS_ENDPOINT_URL: proxy.endpoint, AWS_REGION: 'us-east-1' }
  await sparekey(['doctor', KEY], env)
  await sparekey(['history', KEY], env)
  assert.deepEqual(changes(proxy), [])
  const plan = await sparekey(recover, env)
  assert.equal(plan.code, 0, plan.stderr)
  assert.deepEqual(changes(proxy), ['sts:AssumeRole'])
})

test('in the account that is named, the same server is changed', async (t) => {
  const proxy = await awsLike(t)
  const env = { ...credentials, AWS_ENDPOINT_URL: proxy.endpoint }
  await sparekey([...recover, '--apply', '--yes', '--account', ACCOUNT], env)
  assert.ok(actions(proxy).includes('kms:PutKeyPolicy'))
})
