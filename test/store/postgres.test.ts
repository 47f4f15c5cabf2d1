import { test } from 'node:test'
import { storeConformance } from './conformance.ts'
import { findPostgres, newPostgresPlace } from './postgres-place.ts'

const postgres = findPostgres()

if ('skip' in postgres) test('PostgreSQL', { skip: postgres.skip }, () => undefined)
else storeConformance('PostgreSQL', () => newPostgresPlace(postgres))
