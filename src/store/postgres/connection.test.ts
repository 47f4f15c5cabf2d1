import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isConnectionFault, isNotThereYet } from './connection.ts'

const faultOf = (code: string): Error => Object.assign(new Error(code), { code })

test('a connection that breaks while it is written to is lost, however that is told', () => {
  for (const code of ['EPIPE', 'ECONNRESET', '57P01', '08006', '25P03', '53300']) {
    assert.ok(isConnectionFault(faultOf(code)), code)
  }
  assert.ok(isConnectionFault(new Error('Connection terminated unexpectedly')))
})

test('what the database refuses was not done, and is no fault of the connection', () => {
  for (const code of ['23505', '42P07', '40001', '22P02', 'XX000']) {
    assert.ok(!isConnectionFault(faultOf(code)), code)
  }
})

test('a database that is starting is waited for, one that refuses the user is not', () => {
  for (const code of ['ECONNREFUSED', 'ENOENT', '57P03']) assert.ok(isNotThereYet(faultOf(code)))
  for (const code of ['28P01', '3D000', '42501']) assert.ok(!isNotThereYet(faultOf(code)))
})
