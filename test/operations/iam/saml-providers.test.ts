import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Iam from '@aws-sdk/client-iam'
import { AssumeRoleWithSAMLCommand, STSClient } from '@aws-sdk/client-sts'
import { ACCOUNT, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { refused } from './refused.ts'
import { samlMetadata } from './samples.ts'

let world: TestWorld
let iam: Iam.IAMClient

before(async () => {
  world = await startWorld()
  iam = world.client(Iam.IAMClient)
})
after(() => world.close())

const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:saml-provider/${name}`
const create = (Name: string, SAMLMetadataDocument = samlMetadata, more: object = {}) =>
  iam.send(new Iam.CreateSAMLProviderCommand({ Name, SAMLMetadataDocument, ...more }))
const get = (name: string, by = iam) =>
  by.send(new Iam.GetSAMLProviderCommand({ SAMLProviderArn: arn(name) }))

test('validation: metadata is XML about an entity', async () => {
  for (const text of ['x'.repeat(1000), samlMetadata.replaceAll('EntityDescriptor', 'Other')]) {
    assert.deepEqual(await refused(create('wrong', text)), [
      'InvalidInputException',
      400,
      'Could not parse metadata',
    ])
  }
})

test('validation: a name is taken once, and a missing provider is missed', async () => {
  await create('once')
  assert.equal((await refused(create('once')))[0], 'EntityAlreadyExistsException')
  assert.deepEqual(await refused(get('none')), [
    'NoSuchEntityException',
    404,
    `Manifest not found for arn ${arn('none')}`,
  ])
})

test('validation: no private key is taken', async () => {
  const [code] = await refused(create('keyed', samlMetadata, { AddPrivateKey: 'key' }))
  assert.equal(code, 'InvalidInputException')
})

test('authorization: the resource is the provider', async () => {
  await create('guarded')
  const nobody = world.client(Iam.IAMClient, await world.user('nobody'))
  const [code, , message] = await refused(get('guarded', nobody))
  assert.equal(code, 'AccessDenied')
  assert.ok(message.includes(`iam:GetSAMLProvider on resource: ${arn('guarded')} `))
})

test('behaviour: a provider is made, read, replaced, listed and deleted', async () => {
  await create('whole', samlMetadata, { Tags: [{ Key: 'team', Value: 'web' }] })
  const first = await get('whole')
  assert.equal(first.SAMLMetadataDocument, samlMetadata)
  const years =
    (first.ValidUntil?.getUTCFullYear() ?? 0) - (first.CreateDate?.getUTCFullYear() ?? 0)
  assert.equal(years, 100)
  const SAMLProviderArn = arn('whole')
  const dated = samlMetadata.replace(
    '<EntityDescriptor>',
    '<EntityDescriptor validUntil="2031-02-03T04:05:06Z">',
  )
  await iam.send(
    new Iam.UpdateSAMLProviderCommand({ SAMLProviderArn, SAMLMetadataDocument: dated }),
  )
  const second = await get('whole')
  assert.equal(second.SAMLMetadataDocument, dated)
  assert.equal(second.ValidUntil?.toISOString(), '2031-02-03T04:05:06.000Z')
  assert.equal(second.SAMLProviderUUID, first.SAMLProviderUUID)
  const list = async () => {
    const { SAMLProviderList = [] } = await iam.send(new Iam.ListSAMLProvidersCommand({}))
    return SAMLProviderList.map(({ Arn }) => Arn)
  }
  assert.ok((await list()).includes(SAMLProviderArn))
  await iam.send(new Iam.DeleteSAMLProviderCommand({ SAMLProviderArn }))
  assert.ok(!(await list()).includes(SAMLProviderArn))
})

test('behaviour: providers are tagged', async () => {
  await create('tagged')
  const provider = { SAMLProviderArn: arn('tagged') }
  const Tags = [{ Key: 'team', Value: 'web' }]
  await iam.send(new Iam.TagSAMLProviderCommand({ ...provider, Tags }))
  const list = async () => (await iam.send(new Iam.ListSAMLProviderTagsCommand(provider))).Tags
  assert.deepEqual(await list(), Tags)
  await iam.send(new Iam.UntagSAMLProviderCommand({ ...provider, TagKeys: ['team'] }))
  assert.deepEqual(await list(), [])
})

test('behaviour: trust policies can name it, and no assertion is believed', async () => {
  await create('corporate')
  const Principal = { Federated: arn('corporate') }
  const Statement = { Effect: 'Allow', Principal, Action: 'sts:AssumeRoleWithSAML' }
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
  const role = { RoleName: 'Corporate', AssumeRolePolicyDocument }
  const { Role } = await iam.send(new Iam.CreateRoleCommand(role))
  const assume = (PrincipalArn: string) =>
    world.client(STSClient).send(
      new AssumeRoleWithSAMLCommand({
        RoleArn: Role?.Arn,
        PrincipalArn,
        SAMLAssertion: Buffer.from('<Response/>').toString('base64'),
      }),
    )
  assert.deepEqual(await refused(assume(arn('corporate'))), [
    'InvalidIdentityTokenException',
    400,
    'Response signature invalid',
  ])
  assert.deepEqual(await refused(assume(arn('unknown'))), [
    'InvalidIdentityTokenException',
    400,
    "Specified provider doesn't exist",
  ])
})
