import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RequestRates } from './request-rates.ts'

const at = (seconds: number) => new Date(1_800_000_000_000 + seconds * 1000)
const use = (quota: string, more: object = {}) => ({
  ...{ quota, region: 'us-east-1', perSecond: 2, requests: 1 },
  ...more,
})

test('a second takes so many requests, and the next as many again', () => {
  const rates = new RequestRates()
  const take = (seconds: number) => rates.take('a', [use('CreateKey')], at(seconds))
  assert.deepEqual([take(0), take(0.5), take(0.9)], [true, true, false])
  assert.deepEqual([take(1), take(1), take(1)], [true, true, false])
})

test('accounts, Regions and quotas do not use up each other’s', () => {
  const rates = new RequestRates()
  const full = use('CreateKey', { requests: 2 })
  assert.equal(rates.take('a', [full], at(0)), true)
  assert.equal(rates.take('a', [full], at(0)), false)
  assert.equal(rates.take('b', [full], at(0)), true)
  assert.equal(rates.take('a', [{ ...full, region: 'eu-west-1' }], at(0)), true)
  assert.equal(rates.take('a', [{ ...full, quota: 'CreateAlias' }], at(0)), true)
})

test('a shared quota is used up by all accounts together', () => {
  const rates = new RequestRates()
  const shared = use('a key store', { isShared: true })
  const outcomes = ['a', 'b', 'c'].map((account) => rates.take(account, [shared], at(0)))
  assert.deepEqual(outcomes, [true, true, false])
})

test('of several quotas all have room, or none is used', () => {
  const rates = new RequestRates()
  assert.equal(rates.take('a', [use('one', { requests: 2 })], at(0)), true)
  assert.equal(rates.take('a', [use('other'), use('one')], at(0)), false)
  assert.equal(rates.take('a', [use('other', { requests: 2 })], at(0)), true)
})
