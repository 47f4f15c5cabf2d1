import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseTableName } from './athena-name.ts'
import { covers, folderOf, isOfCloudTrail, type TrailTable } from './trail-table.ts'

const PLACE = { account: '111122223333', region: 'us-east-1' }
const FOLDER = 's3://logs/AWSLogs/111122223333/CloudTrail/us-east-1/'

const table = (location: string, properties: TrailTable['properties'] = {}): TrailTable => ({
  ...{ database: 'default', name: 't', location, properties },
  partitionKeys: ['account', 'region', 'day'].map((name) => ({ name, type: 'string' })),
})

test('a table is of CloudTrail by its format or its classification', () => {
  const inputformat = 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'
  assert.ok(isOfCloudTrail({ inputformat }))
  assert.ok(isOfCloudTrail({ classification: 'cloudtrail' }))
  assert.ok(!isOfCloudTrail({ inputformat: 'org.apache.hadoop.mapred.TextInputFormat' }))
})

test("the console's table holds every Region of its account, and no other account", () => {
  assert.ok(covers(table('s3://logs/AWSLogs/111122223333/CloudTrail/'), FOLDER, PLACE))
  assert.ok(!covers(table('s3://logs/AWSLogs/444455556666/CloudTrail/'), FOLDER, PLACE))
  assert.ok(!covers(table('s3://logs-too/AWSLogs/111122223333/CloudTrail/'), FOLDER, PLACE))
})

test('a table of one Region holds that Region, and one of one day holds too little', () => {
  const ofRegion = (region: string) => {
    const location = `s3://logs/AWSLogs/111122223333/CloudTrail/${region}/`
    return table(location, { 'storage.location.template': `${location}\${day}` })
  }
  assert.ok(covers(ofRegion('us-east-1'), FOLDER, PLACE))
  assert.ok(!covers(ofRegion('us-west-2'), FOLDER, PLACE))
  assert.ok(!covers(table(`${FOLDER}2026/11/28/`), FOLDER, PLACE))
})

test('a projected table holds the accounts and Regions that it lists', () => {
  const template = 's3://logs/AWSLogs/${account}/CloudTrail/${region}/${day}'
  const listing = (regions: string) =>
    table('s3://logs/AWSLogs/', {
      'storage.location.template': template,
      'projection.region.values': regions,
    })
  assert.equal(folderOf(listing('us-east-1'), PLACE), FOLDER)
  assert.ok(covers(listing('eu-west-1,us-east-1'), FOLDER, PLACE))
  assert.ok(!covers(listing('eu-west-1'), FOLDER, PLACE))
})

test('the name of a table may leave out its database', () => {
  assert.deepEqual(parseTableName('Logs'), { database: 'default', name: 'logs' })
  assert.deepEqual(parseTableName('audit.logs'), { database: 'audit', name: 'logs' })
  for (const text of ['a.b.c', '', 'a b', "a'b", '-a'])
    assert.equal(parseTableName(text), undefined)
})
