// What `npm test` runs in place of each file of this folder.

import { playTogether, testsOf } from '../fixtures/play-together.ts'

playTogether(testsOf(new URL('.', import.meta.url)))
