// DescribeTrails, GetTrail and ListTrails: what shows where.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { DescribeTrailsCommandInput } from '@aws-sdk/client-cloudtrail'
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetTrailCommand,
  ListTrailsCommand,
} from '@aws-sdk/client-cloudtrail'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, allow, OTHER_ACCOUNT } from '../../fixtures/world.ts'
import { createTrail, startTrailWorld, trailArn } from './fixture.ts'

let world: TestWorld

before(async () => {
  world = await startTrailWorld()
  await createTrail(world, 'wide', { IsMultiRegionTrail: true })
  await createTrail(world, 'home')
  await createTrail(world, 'abroad', {}, 'eu-west-1')
})
after(() => world.close())

const cloudTrail = (region?: string, as?: Credentials) => world.client(CloudTrailClient, as, region)

const described = async (input: DescribeTrailsCommandInput, region?: string, as?: Credentials) => {
  const { trailList = [] } = await cloudTrail(region, as).send(new DescribeTrailsCommand(input))
  return trailList.map(({ TrailARN }) => TrailARN)
}

// Validation

test('GetTrail answers for a trail that exists, by a name that can be one', async () => {
  const get = (Name: string) => cloudTrail().send(new GetTrailCommand({ Name }))
  await assert.rejects(get('nothing'), { name: 'TrailNotFoundException' })
  await assert.rejects(get('x'), { name: 'InvalidTrailNameException' })
  await assert.rejects(get(trailArn('wide', 'us-east-1', OTHER_ACCOUNT)), {
    name: 'CloudTrailARNInvalidException',
  })
})

test('a token of ListTrails is one that it gave out', async () => {
  for (const NextToken of ['x', Buffer.from(`${OTHER_ACCOUNT}/a`).toString('base64')]) {
    await assert.rejects(cloudTrail().send(new ListTrailsCommand({ NextToken })), {
      name: 'InvalidNextTokenException',
    })
  }
})

// Authorization

test('each needs its own action', async () => {
  const bob = await world.user('bob', allow('cloudtrail:GetTrail', trailArn('home')))
  const bobs = cloudTrail(undefined, bob)
  const denied = { name: 'AccessDeniedException' }
  await assert.rejects(bobs.send(new DescribeTrailsCommand({})), {
    ...denied,
    message: /cloudtrail:DescribeTrails on resource: \*/,
  })
  await assert.rejects(bobs.send(new ListTrailsCommand({})), denied)
  await assert.rejects(bobs.send(new GetTrailCommand({ Name: 'wide' })), denied)
  const { Trail } = await bobs.send(new GetTrailCommand({ Name: 'home' }))
  assert.equal(Trail?.TrailARN, trailArn('home'))
})

// Behaviour

test('DescribeTrails shows the trails of the Region and the shadows of others', async () => {
  assert.deepEqual(await described({}), [trailArn('home'), trailArn('wide')])
  const abroad = trailArn('abroad', 'eu-west-1')
  assert.deepEqual(await described({}, 'eu-west-1'), [abroad, trailArn('wide')])
  assert.deepEqual(await described({ includeShadowTrails: false }, 'eu-west-1'), [abroad])
})

test('DescribeTrails finds by name in the Region, and by ARN in any', async () => {
  const find = (...trailNameList: string[]) => described({ trailNameList }, 'eu-west-1')
  assert.deepEqual(await find('abroad', 'home', 'nothing'), [trailArn('abroad', 'eu-west-1')])
  assert.deepEqual(await find(trailArn('home')), [trailArn('home')])
  assert.deepEqual(await find('nothing'), [])
})

test('GetTrail finds a shadow trail by its ARN, and no trail of another Region', async () => {
  const client = cloudTrail('eu-west-1')
  const { Trail } = await client.send(new GetTrailCommand({ Name: trailArn('wide') }))
  assert.equal(Trail?.HomeRegion, 'us-east-1')
  assert.equal(Trail?.IsMultiRegionTrail, true)
  await assert.rejects(client.send(new GetTrailCommand({ Name: 'wide' })), {
    name: 'TrailNotFoundException',
  })
  await assert.rejects(client.send(new GetTrailCommand({ Name: trailArn('home') })), {
    name: 'CloudTrailARNInvalidException',
    message: 'Region in ARN is wrong, you can only access resources in region eu-west-1.',
  })
})

test('ListTrails lists the trails of every Region, each once', async () => {
  const { Trails, NextToken } = await cloudTrail('ap-south-1').send(new ListTrailsCommand({}))
  assert.deepEqual(Trails, [
    { TrailARN: trailArn('abroad', 'eu-west-1'), Name: 'abroad', HomeRegion: 'eu-west-1' },
    { TrailARN: trailArn('home'), Name: 'home', HomeRegion: 'us-east-1' },
    { TrailARN: trailArn('wide'), Name: 'wide', HomeRegion: 'us-east-1' },
  ])
  assert.equal(NextToken, undefined)
})

test('ListTrails goes on behind the trail that a token names', async () => {
  const NextToken = Buffer.from(`${ACCOUNT}/us-east-1/home`).toString('base64')
  const { Trails } = await cloudTrail().send(new ListTrailsCommand({ NextToken }))
  assert.deepEqual(
    Trails?.map(({ Name }) => Name),
    ['wide'],
  )
})

test('a page of ListTrails holds a hundred trails', async () => {
  const many = await startTrailWorld()
  try {
    const regions = [
      ...['af-south-1', 'ap-east-1', 'ap-east-2', 'ap-northeast-1', 'ap-northeast-2'],
      ...['ap-northeast-3', 'ap-south-1', 'ap-south-2', 'ap-southeast-1', 'ap-southeast-2'],
      ...['ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6'],
      ...['ap-southeast-7', 'ca-central-1', 'ca-west-1', 'eu-central-1', 'eu-central-2'],
      ...['eu-north-1', 'eu-south-1'],
    ]
    for (const region of regions) {
      for (const name of ['one', 'two', 'three', 'four', 'five']) {
        await createTrail(many, name, {}, region)
      }
    }
    const client = many.client(CloudTrailClient)
    const first = await client.send(new ListTrailsCommand({}))
    const second = await client.send(new ListTrailsCommand({ NextToken: first.NextToken }))
    assert.deepEqual([first.Trails?.length, second.Trails?.length], [100, 5])
    assert.equal(second.NextToken, undefined)
    const arns = [...(first.Trails ?? []), ...(second.Trails ?? [])].map((one) => one.TrailARN)
    assert.equal(new Set(arns).size, 105)
  } finally {
    await many.close()
  }
})

test('another account sees none of it', async () => {
  const other = world.root(OTHER_ACCOUNT)
  assert.deepEqual(await described({}, undefined, other), [])
  const { Trails } = await cloudTrail(undefined, other).send(new ListTrailsCommand({}))
  assert.deepEqual(Trails, [])
})
