// A stack with one of most things in it, and their names: random requests that hit nothing say
// little.

import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { IAMClient } from '@aws-sdk/client-iam'
import * as Kms from '@aws-sdk/client-kms'
import * as S3 from '@aws-sdk/client-s3'
import { CloudTrailClient, CreateTrailCommand } from '@aws-sdk/client-cloudtrail'
import type { BesiegedStack } from '../fixtures/besieged-stack.ts'
import { OTHER_ACCOUNT, startBesiegedStack } from '../fixtures/besieged-stack.ts'
import { ACCOUNT, type Credentials } from '../fixtures/credentials-file.ts'
import { OrganizationsClient } from '../fixtures/organizations-client.ts'
import { createUser } from '../fixtures/world.ts'
import { startXksProxy, type XksProxyFixture } from '../fixtures/xks-proxy.ts'
import { makeNamed, type Reached } from '../operations/make-named.ts'
import { Known } from './known.ts'

const LOOP_WATCH = new URL('../fixtures/loop-watch.ts', import.meta.url).href

/** No member of the organization, but the samples invite it. */
const UNINVITED = '999999999999'

export interface RichStack {
  readonly stack: BesiegedStack
  readonly known: Known
  /** In three accounts: who may do everything, but to themselves, so that they go on. */
  readonly administrators: readonly Credentials[]
  /** The longest time that the stack was busy in one go since then, by its processor's clock. */
  busyMsSince(time: Date): number
  close(): Promise<void>
}

export async function startRichStack(): Promise<RichStack> {
  const folder = await mkdtemp(join(tmpdir(), 'sparekey-fuzz-'))
  const proxy = await startXksProxy()
  await writeFile(join(folder, 'ca.pem'), proxy.certificate)
  const flags = [
    ...['--xks-proxy', `${proxy.host}=127.0.0.1:${proxy.port}`],
    ...['--xks-ca', join(folder, 'ca.pem')],
    ...['--account', UNINVITED],
  ]
  const notes = join(folder, 'loop')
  const stack = await startBesiegedStack(flags, {
    ...{ SPAREKEY_TEST_LOOP_WATCH: notes, NODE_OPTIONS: `--import ${LOOP_WATCH}` },
  })
  const close = async (): Promise<void> => {
    await stack.close()
    await proxy.close()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const busyMsSince = (time: Date) => longestSince(time, notes)
    return { stack, ...(await filled(stack, proxy)), busyMsSince, close }
  } catch (fault) {
    await close()
    throw fault
  }
}

function longestSince(time: Date, notes: string): number {
  // Its start is one, so that there are notes.
  const stretches = readFileSync(notes, 'utf8')
    .split('\n')
    .map((line) => line.split(' ').map(Number))
  return Math.max(0, ...stretches.map(([at = 0, ms = 0]) => (at >= time.getTime() ? ms : 0)))
}

async function filled(stack: BesiegedStack, proxy: XksProxyFixture) {
  const { root, client } = stack
  const world: Reached['world'] = {
    ...{ root, client },
    user: (name, policy, account) => createUser(client(IAMClient, root(account)), name, policy),
  }
  const named = await makeNamed({ world, proxy })
  proxy.addKey('external')
  const keys = await makeKeys(stack)
  await makeTrail(stack)
  // Or no policy could be attached.
  const scp = { RootId: named.organization.rootId, PolicyType: 'SERVICE_CONTROL_POLICY' }
  await client(OrganizationsClient).call('EnablePolicyType', scp)
  const administrators = await Promise.all(
    [ACCOUNT, OTHER_ACCOUNT, UNINVITED].map((account) =>
      world.user('administrator', administratorOf(account), account),
    ),
  )
  const anywhere = {
    texts: [...keys, ...principals, ...policies, 'subject', 'subject-bucket', 'key', 'external'],
    // SDKs make one up.
    named: new Map([['ClientRequestToken', ['a', 'b'].map((letter) => letter.repeat(32))]]),
    blobs: [named.ciphertext, randomBytes(32), randomBytes(16)],
  }
  return { known: new Known(named, anywhere), administrators }
}

const principals = [
  ...[ACCOUNT, `arn:aws:iam::${ACCOUNT}:root`],
  ...['user/subject', 'role/Subject'].map((name) => `arn:aws:iam::${ACCOUNT}:${name}`),
]

const administratorOf = (account: string) => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect: 'Deny', Action: '*', Resource: `arn:aws:iam::${account}:user/administrator` },
  ],
})

const document = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] })

const policies = [
  document({ Principal: { AWS: principals }, Action: 'kms:*', Resource: '*' }),
  document({ Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' }),
  document({ Action: '*', Resource: '*' }),
]

/** Of kinds that the samples have none of. */
async function makeKeys(stack: BesiegedStack): Promise<readonly string[]> {
  const kms = stack.client(Kms.KMSClient)
  const kinds: readonly Kms.CreateKeyCommandInput[] = [
    { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' },
    { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' },
    { KeySpec: 'ML_DSA_44', KeyUsage: 'SIGN_VERIFY' },
  ]
  const made = await Promise.all(kinds.map((input) => kms.send(new Kms.CreateKeyCommand(input))))
  return made.map(({ KeyMetadata }) => KeyMetadata?.KeyId ?? '')
}

async function makeTrail(stack: BesiegedStack): Promise<void> {
  const Bucket = 'subject-logs'
  const s3 = stack.client(S3.S3Client)
  await s3.send(new S3.CreateBucketCommand({ Bucket }))
  const Principal = { Service: 'cloudtrail.amazonaws.com' }
  const Policy = document({
    ...{ Principal, Action: ['s3:GetBucketAcl', 's3:PutObject'] },
    Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`],
  })
  await s3.send(new S3.PutBucketPolicyCommand({ Bucket, Policy }))
  const trail = new CreateTrailCommand({ Name: 'subject', S3BucketName: Bucket })
  await stack.client(CloudTrailClient).send(trail)
}
