// A draft against a store that had the same entries appended: both must say the same.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DraftStore } from '../../src/store/draft-store.ts'
import { StaleChange, type Store } from '../../src/store/store.ts'
import { openSqliteStore } from '../../src/store/sqlite-store.ts'
