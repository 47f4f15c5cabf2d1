// SCPs and RCPs in the answers about a whole account: a member that may read its organization.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  askWhoCan,
  audit,
  disconnect,
  renderAuditText,
  type Connection,
} from '../../src/doctor/index.ts'
import { deployerInAccount } from '../../src/doctor/check/deployer.ts'
import { lockoutVerdict } from '../../src/doctor/check/lockout.ts'
import { allow, OTHER_ACCOUNT, type Credentials } from '../fixtures/world.ts'
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { startOrganization, type OrganizationWorld } from '../operations/organizations/fixture.ts'
import { connect } from './hurried.ts'

let world: OrganizationWorld
let alice: Credentials
let key: string
let connection: Connection

before(async () => {
  world = await startOrganization()
  alice = await world.user('alice', allow('*'), OTHER_ACCOUNT)
  const { KeyMetadata } = await world.client(KMSClient, alice).send(new CreateKeyCommand({}))
  key = KeyMetadata?.Arn ?? ''
  connection = connect({ endpoint: world.endpoint, region: 'us-east-1', credentials: alice })
})
after(async () => {
  disconnect(connection)
  await world.close()
})

const aliceArn = `arn:aws:iam::${OTHER_ACCOUNT}:user/alice`
const principalsOf = async (action: string) =>
  (await askWhoCan(connection, { action, key })).principals.map(({ principal }) => principal)

test('where the organization may not be read, that is said', async () => {
  const audited = await audit(connection, { now: new Date() })
  assert.match(renderAuditText(audited, { lang: 'en' }), /SCPs and RCPs could not all be seen/)
  assert.ok(audited.unseen.some(({ by }) => by === 'organizations:ListParents'))
})

test('an SCP and an RCP stop whom the account allows', async () => {
  const trusted = { ServicePrincipal: 'cloudtrail.amazonaws.com' }
  await world.organizations().call('EnableAWSServiceAccess', trusted)
  const delegated = { AccountId: OTHER_ACCOUNT, ...trusted }
  await world.organizations().call('RegisterDelegatedAdministrator', delegated)
  assert.ok((await principalsOf('kms:Decrypt')).includes(aliceArn))
  const scp = { Effect: 'Deny', Action: 'kms:PutKeyPolicy', Resource: '*' }
  await world.attach('SERVICE_CONTROL_POLICY', world.unitId, scp)
  const rcp = { Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt', Resource: '*' }
  await world.attach('RESOURCE_CONTROL_POLICY', world.unitId, rcp)
  assert.deepEqual(await principalsOf('kms:Decrypt'), [])
  assert.deepEqual(await principalsOf('kms:PutKeyPolicy'), [])
  assert.ok((await principalsOf('kms:Encrypt')).includes(aliceArn))
  const audited = await audit(connection, { now: new Date() })
  const rules = audited.keys.flatMap(({ findings }) => findings.map(({ rule }) => rule))
  assert.ok(rules.includes('audit/unmanageable'), rules.join(', '))
  assert.doesNotMatch(renderAuditText(audited, { lang: 'en' }), /could not all be seen/)
})

test('the lockout check of a deployer counts them as well', async () => {
  const deployer = await deployerInAccount(connection, aliceArn, OTHER_ACCOUNT)
  const root = { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` }
  const Statement = [{ Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' }]
  const policy = { Version: '2012-10-17', Statement }
  const verdict = lockoutVerdict({ policy, maybe: new Map(), keyArn: key }, deployer)
  assert.equal(verdict.says, 'refused')
})
