import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, test } from 'node:test'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  DeleteOpenIDConnectProviderCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam'
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms'
import type { AssumeRoleWithWebIdentityCommandInput } from '@aws-sdk/client-sts'
import {
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts'
import type { IdentityProvider } from '../../fixtures/identity-provider.ts'
import { signedToken, startIdentityProvider } from '../../fixtures/identity-provider.ts'
import { ACCOUNT, allow, OTHER_ACCOUNT, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { refused } from '../iam/refused.ts'
import { usable } from './sessions.ts'

let world: TestWorld
let provider: IdentityProvider
let providerArn: string
const RoleArn = `arn:aws:iam::${ACCOUNT}:role/Builder`
const SUBJECT = 'repo:example/app:ref:refs/heads/main'

before(async () => {
  ;[world, provider] = await Promise.all([startWorld(), startIdentityProvider()])
  const iam = world.client(IAMClient)
  const input = { Url: provider.issuer, ClientIDList: ['sts.amazonaws.com'] }
  const made = await iam.send(new CreateOpenIDConnectProviderCommand(input))
  providerArn = made.OpenIDConnectProviderArn ?? ''
  await makeRole('Builder', ['sts:AssumeRoleWithWebIdentity'], {
    StringEquals: { [`${provider.name}:aud`]: 'sts.amazonaws.com' },
    StringLike: { [`${provider.name}:sub`]: 'repo:example/app:*' },
  })
})
after(async () => {
  await world.close()
  await provider.close()
})

async function makeRole(RoleName: string, Action: readonly string[], Condition: object = {}) {
  const iam = world.client(IAMClient)
  const Principal = { Federated: providerArn }
  const Statement = [{ Effect: 'Allow', Principal, Action, Condition }]
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
  const PolicyDocument = JSON.stringify(allow('kms:ListKeys'))
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'inline', PolicyDocument }))
}

const claims = { sub: SUBJECT, aud: 'sts.amazonaws.com' }

function assume(
  WebIdentityToken: string,
  more: Partial<AssumeRoleWithWebIdentityCommandInput> = {},
) {
  const input = { RoleArn, RoleSessionName: 'build', WebIdentityToken, ...more }
  return world.client(STSClient).send(new AssumeRoleWithWebIdentityCommand(input))
}

const invalid = (message: string) => ['InvalidIdentityTokenException', 400, message]

const NOT_A_TOKEN =
  'The ID Token provided is not a valid JWT. ' +
  '(You may see this error if you sent an Access Token)'
const NO_KEY =
  "Couldn't retrieve verification key from your identity provider,  " +
  'please reference AssumeRoleWithWebIdentity documentation for requirements'
const NOT_AUTHORIZED = [
  'AccessDenied',
  403,
  'Not authorized to perform sts:AssumeRoleWithWebIdentity',
]

test('validation: what is no token, or lacks a claim, is refused', async () => {
  assert.deepEqual(await refused(assume('plain')), invalid(NOT_A_TOKEN))
  for (const claim of ['sub', 'aud', 'exp', 'iss']) {
    const token = provider.token({ ...claims, [claim]: undefined })
    assert.deepEqual(await refused(assume(token)), invalid(`Missing a required claim: ${claim}`))
  }
  const [code] = await refused(assume(provider.token(claims), { RoleSessionName: 'not a name' }))
  assert.equal(code, 'ValidationError')
})

test('validation: an issuer that nobody registered is not asked', async () => {
  const elsewhere = await startIdentityProvider()
  assert.deepEqual(
    await refused(assume(elsewhere.token(claims))),
    invalid(`No OpenIDConnect provider found in your account for ${elsewhere.issuer}`),
  )
  assert.equal(elsewhere.fetches(), 0)
  await elsewhere.close()
})

test('validation: an account that does not know the provider is not reached', async () => {
  const foreign = { RoleArn: `arn:aws:iam::${OTHER_ACCOUNT}:role/Builder` }
  assert.deepEqual(
    await refused(assume(provider.token(claims), foreign)),
    invalid(`No OpenIDConnect provider found in your account for ${provider.issuer}`),
  )
})

test('validation: a token for another audience is refused', async () => {
  const token = provider.token({ ...claims, aud: 'elsewhere' })
  assert.deepEqual(await refused(assume(token)), invalid('Incorrect token audience'))
  const several = provider.token({ ...claims, aud: ['elsewhere', 'sts.amazonaws.com'] })
  assert.deepEqual(await refused(assume(several)), invalid('Incorrect token audience'))
  const asked = provider.token({ ...claims, aud: ['x'], azp: 'sts.amazonaws.com' })
  assert.equal((await assume(asked)).Audience, 'sts.amazonaws.com')
})

test('validation: an expired token is refused with both times', async () => {
  const exp = Math.floor(Date.now() / 1000) - 10
  const [code, status, message] = await refused(assume(provider.token({ ...claims, exp })))
  assert.deepEqual([code, status], ['ExpiredTokenException', 400])
  assert.match(
    message,
    new RegExp(
      `^Token expired: current date/time \\d+ must be before the expiration date/time${exp}$`,
    ),
  )
  const later = Math.floor(Date.now() / 1000) + 3600
  const early = provider.token({ ...claims, nbf: later, exp: later + 60 })
  assert.deepEqual(await refused(assume(early)), invalid('The token is not valid yet'))
})

test('validation: a token that another key signed is refused', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const forged = provider.token(claims, { key: privateKey })
  assert.deepEqual(await refused(assume(forged)), invalid('The token has an invalid signature'))
})

test('validation: a token without a signature, or with an HMAC, is refused', async () => {
  const [head = '', body = ''] = provider.token(claims).split('.')
  const kid = (JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid: string }).kid
  for (const alg of ['none', 'HS256']) {
    const header = Buffer.from(JSON.stringify({ alg, kid })).toString('base64url')
    const token = `${header}.${body}.AAAA`
    assert.deepEqual(await refused(assume(token)), invalid('The token has an invalid signature'))
  }
})

test('validation: a key id that the provider does not show has no key', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const nowSeconds = Math.floor(Date.now() / 1000)
  const whole = { ...claims, iss: provider.issuer, iat: nowSeconds, exp: nowSeconds + 60 }
  const token = signedToken({ alg: 'RS256', kid: 'unknown' }, whole, privateKey)
  assert.deepEqual(await refused(assume(token)), invalid(NO_KEY))
})

test('validation: a provider that is gone, or sends elsewhere, has no key', async () => {
  const iam = world.client(IAMClient)
  for (const jwks of ['http://192.0.2.1/keys', 'file:///etc/passwd']) {
    const odd = await startIdentityProvider({ jwks })
    const input = { Url: odd.issuer, ClientIDList: ['sts.amazonaws.com'] }
    await iam.send(new CreateOpenIDConnectProviderCommand(input))
    assert.deepEqual(await refused(assume(odd.token(claims))), invalid(NO_KEY))
    await odd.close()
    assert.deepEqual(await refused(assume(odd.token(claims))), invalid(NO_KEY))
  }
})

test('authorization: the trust policy decides by the claims', async () => {
  const token = provider.token({ ...claims, sub: 'repo:stranger/app:ref:refs/heads/main' })
  assert.deepEqual(await refused(assume(token)), NOT_AUTHORIZED)
})

test('authorization: a role that is not there is refused in the same words', async () => {
  const missing = { RoleArn: `arn:aws:iam::${ACCOUNT}:role/Missing` }
  assert.deepEqual(await refused(assume(provider.token(claims), missing)), NOT_AUTHORIZED)
})

test('authorization: a role that trusts accounts only does not trust a provider', async () => {
  const Statement = { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:*' }
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
  const role = { RoleName: 'ForAccounts', AssumeRolePolicyDocument }
  await world.client(IAMClient).send(new CreateRoleCommand(role))
  const input = { RoleArn: `arn:aws:iam::${ACCOUNT}:role/ForAccounts` }
  assert.deepEqual(await refused(assume(provider.token(claims), input)), NOT_AUTHORIZED)
})

test('behaviour: the session is the role, with its permissions', async () => {
  for (const alg of ['RS256', 'ES256'] as const) {
    const answer = await assume(provider.token(claims, { alg }))
    assert.equal(answer.SubjectFromWebIdentityToken, SUBJECT)
    assert.equal(answer.Provider, providerArn)
    assert.equal(answer.Audience, 'sts.amazonaws.com')
    const session = usable(answer.Credentials)
    const { Arn } = await world.client(STSClient, session).send(new GetCallerIdentityCommand({}))
    assert.equal(Arn, `arn:aws:sts::${ACCOUNT}:assumed-role/Builder/build`)
    assert.ok(await world.client(KMSClient, session).send(new ListKeysCommand({})))
  }
})

test('behaviour: a session policy confines it', async () => {
  const Policy = JSON.stringify(allow('kms:CreateKey'))
  const { Credentials } = await assume(provider.token(claims), { Policy })
  const kms = world.client(KMSClient, usable(Credentials))
  const [code, , message] = await refused(kms.send(new ListKeysCommand({})))
  assert.equal(code, 'AccessDeniedException')
  assert.match(message, /because no session policy allows the kms:ListKeys action$/)
})

test('behaviour: tags and a source identity in the token need their permissions', async () => {
  const signed = {
    ...claims,
    'https://aws.amazon.com/tags': {
      principal_tags: { team: ['payroll'] },
      transitive_tag_keys: ['team'],
    },
    'https://aws.amazon.com/source_identity': 'alice',
  }
  const [code, , message] = await refused(assume(provider.token(signed)))
  assert.equal(code, 'AccessDenied')
  assert.equal(message, 'Not authorized to perform sts:TagSession')
  const actions = ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession', 'sts:SetSourceIdentity']
  await makeRole('Tagged', actions, {
    StringEquals: { 'aws:RequestTag/team': 'payroll', 'sts:SourceIdentity': 'alice' },
  })
  const tagged = { RoleArn: `arn:aws:iam::${ACCOUNT}:role/Tagged` }
  const answer = await assume(provider.token(signed), tagged)
  assert.equal(answer.SourceIdentity, 'alice')
})

test('behaviour: keys are asked for once, and again for a new one', async () => {
  const own = await startIdentityProvider()
  const input = { Url: own.issuer, ClientIDList: ['sts.amazonaws.com'] }
  const iam = world.client(IAMClient)
  const made = await iam.send(new CreateOpenIDConnectProviderCommand(input))
  const verified = async () => (await refused(assume(own.token(claims))))[2]
  // The role does not trust it: whoever hears that has been believed.
  const together = await Promise.all([verified(), verified(), verified()])
  for (const said of [...together, await verified()]) assert.equal(said, NOT_AUTHORIZED[2])
  assert.equal(own.fetches(), 1)
  own.rotate()
  assert.equal(await verified(), NO_KEY)
  world.server.clock.advance(61_000)
  assert.equal(await verified(), NOT_AUTHORIZED[2])
  assert.equal(own.fetches(), 2)
  const gone = { OpenIDConnectProviderArn: made.OpenIDConnectProviderArn ?? '' }
  await iam.send(new DeleteOpenIDConnectProviderCommand(gone))
  assert.match(await verified(), /^No OpenIDConnect provider found in your account/)
  await own.close()
})

test('behaviour: the events tell who vouched for whom, and hold no secret', async () => {
  const token = provider.token(claims)
  const { Credentials } = await assume(token, { RoleSessionName: 'recorded' })
  const session = usable(Credentials)
  await world.client(KMSClient, session).send(new ListKeysCommand({}))
  const began = await recordOf('Username', SUBJECT)
  assert.deepEqual(began.userIdentity, {
    type: 'WebIdentityUser',
    principalId: `${providerArn}:sts.amazonaws.com:${SUBJECT}`,
    userName: SUBJECT,
    identityProvider: providerArn,
  })
  assert.equal(began.eventName, 'AssumeRoleWithWebIdentity')
  assert.equal(began.recipientAccountId, ACCOUNT)
  assert.deepEqual(began.requestParameters, {
    roleArn: RoleArn,
    roleSessionName: 'recorded',
  })
  assert.equal(began.responseElements.provider, providerArn)
  assert.equal(began.responseElements.subjectFromWebIdentityToken, SUBJECT)
  assert.equal(began.responseElements.credentials.accessKeyId, session.accessKeyId)
  assert.deepEqual(began.resources, [{ accountId: ACCOUNT, type: 'AWS::IAM::Role', ARN: RoleArn }])
  assert.ok(!JSON.stringify(began).includes(token))
  const used = await recordOf('Username', 'recorded')
  const { sessionContext } = used.userIdentity
  assert.deepEqual(sessionContext.webIdFederationData, {
    federatedProvider: providerArn,
    attributes: {},
  })
})

test('behaviour: a refusal is recorded in the account of the role', async () => {
  const sub = 'repo:stranger/recorded'
  await refused(assume(provider.token({ ...claims, sub })))
  const record = await recordOf('Username', sub)
  assert.equal(record.errorCode, 'AccessDenied')
  assert.equal(record.errorMessage, NOT_AUTHORIZED[2])
  assert.equal(record.userIdentity.type, 'WebIdentityUser')
})

async function recordOf(AttributeKey: 'Username', AttributeValue: string) {
  const LookupAttributes = [{ AttributeKey, AttributeValue }]
  const { Events = [] } = await world
    .client(CloudTrailClient)
    .send(new LookupEventsCommand({ LookupAttributes }))
  return JSON.parse(Events[0]?.CloudTrailEvent ?? '{}')
}
