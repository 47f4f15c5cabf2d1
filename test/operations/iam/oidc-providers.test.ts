import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Iam from '@aws-sdk/client-iam'
import { ACCOUNT, OTHER_ACCOUNT, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { refused } from './refused.ts'

let world: TestWorld
let iam: Iam.IAMClient

before(async () => {
  world = await startWorld()
  iam = world.client(Iam.IAMClient)
})
after(() => world.close())

const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:oidc-provider/${name}`
const create = (Url: string, more: object = {}) =>
  iam.send(new Iam.CreateOpenIDConnectProviderCommand({ Url, ...more }))
const get = (name: string, by = iam) =>
  by.send(new Iam.GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn(name) }))

const THUMBPRINT = '0123456789abcdef'.repeat(2) + '01234567'

test('validation: an issuer is a plain https address, or one of this machine', async () => {
  const wrong = [
    'http://token.example.com',
    'https://token.example.com:8443',
    'https://token.example.com?realm=1',
    'https://user@token.example.com',
    'token.example.com',
  ]
  for (const url of wrong) {
    assert.deepEqual(await refused(create(url)), [
      'ValidationError',
      400,
      'Invalid Open ID Connect Provider URL',
    ])
  }
  await create('http://127.0.0.1:8080/realm')
  await create('http://localhost:8080')
})

test('validation: an issuer is registered once, whatever slash it ends with', async () => {
  await create('https://once.example.com')
  assert.deepEqual(await refused(create('https://once.example.com/')), [
    'EntityAlreadyExistsException',
    409,
    'Provider with url https://once.example.com/ already exists.',
  ])
})

test('validation: thumbprints are forty hexadecimal digits, and five at most', async () => {
  const url = 'https://thumbs.example.com'
  const z = 'z'.repeat(40)
  assert.equal((await refused(create(url, { ThumbprintList: [z] })))[0], 'InvalidInputException')
  const many = { ThumbprintList: Array.from({ length: 6 }, () => THUMBPRINT) }
  assert.equal((await refused(create(url, many)))[0], 'InvalidInputException')
})

test('validation: a provider that is not there is missed, and deleted already', async () => {
  assert.deepEqual(await refused(get('none.example.com')), [
    'NoSuchEntityException',
    404,
    `OpenIDConnect Provider not found for arn ${arn('none.example.com')}`,
  ])
  const input = { OpenIDConnectProviderArn: arn('none.example.com') }
  assert.ok(await iam.send(new Iam.DeleteOpenIDConnectProviderCommand(input)))
})

test('authorization: the resource is the provider; another account has none', async () => {
  const nobody = world.client(Iam.IAMClient, await world.user('nobody'))
  await create('https://own.example.com')
  const [code, , message] = await refused(get('own.example.com', nobody))
  assert.equal(code, 'AccessDenied')
  const named = `iam:GetOpenIDConnectProvider on resource: ${arn('own.example.com')} `
  assert.ok(message.includes(named), message)
  const theirs = world.client(Iam.IAMClient, world.root(OTHER_ACCOUNT))
  assert.equal((await refused(get('own.example.com', theirs)))[0], 'NoSuchEntityException')
})

test('behaviour: a provider is made, changed, listed and deleted', async () => {
  const name = 'token.example.com/realm'
  const Tags = [{ Key: 'team', Value: 'web' }]
  const more = { ClientIDList: ['a', 'b', 'a'], ThumbprintList: [THUMBPRINT], Tags }
  const made = await create(`https://${name}`, more)
  assert.equal(made.OpenIDConnectProviderArn, arn(name))
  const provider = { OpenIDConnectProviderArn: arn(name) }
  const clients = async () => (await get(name)).ClientIDList
  const { Url, ThumbprintList, Tags: answered } = await get(name)
  assert.deepEqual([Url, ThumbprintList, answered], [name, [THUMBPRINT], Tags])
  assert.deepEqual(await clients(), ['a', 'b'])
  const add = { ...provider, ClientID: 'c' }
  await iam.send(new Iam.AddClientIDToOpenIDConnectProviderCommand(add))
  await iam.send(new Iam.AddClientIDToOpenIDConnectProviderCommand(add))
  const drop = { ...provider, ClientID: 'a' }
  await iam.send(new Iam.RemoveClientIDFromOpenIDConnectProviderCommand(drop))
  await iam.send(new Iam.RemoveClientIDFromOpenIDConnectProviderCommand(drop))
  assert.deepEqual(await clients(), ['b', 'c'])
  const other = 'f'.repeat(40)
  const thumbprints = { ...provider, ThumbprintList: [other] }
  await iam.send(new Iam.UpdateOpenIDConnectProviderThumbprintCommand(thumbprints))
  assert.deepEqual((await get(name)).ThumbprintList, [other])
  const list = async () => {
    const { OpenIDConnectProviderList = [] } = await iam.send(
      new Iam.ListOpenIDConnectProvidersCommand({}),
    )
    return OpenIDConnectProviderList.map(({ Arn }) => Arn)
  }
  assert.ok((await list()).includes(arn(name)))
  await iam.send(new Iam.DeleteOpenIDConnectProviderCommand(provider))
  assert.ok(!(await list()).includes(arn(name)))
})

test('behaviour: providers are tagged', async () => {
  await create('https://tagged.example.com')
  const provider = { OpenIDConnectProviderArn: arn('tagged.example.com') }
  const Tags = [{ Key: 'team', Value: 'web' }]
  await iam.send(new Iam.TagOpenIDConnectProviderCommand({ ...provider, Tags }))
  const list = async () =>
    (await iam.send(new Iam.ListOpenIDConnectProviderTagsCommand(provider))).Tags
  assert.deepEqual(await list(), Tags)
  await iam.send(new Iam.UntagOpenIDConnectProviderCommand({ ...provider, TagKeys: ['team'] }))
  assert.deepEqual(await list(), [])
})
