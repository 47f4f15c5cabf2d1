// The long form of test/fuzz: `npm run check:fuzz`, or for longer with FUZZ_SECONDS=600, which is
// the time for each property.

import { spawnSync } from 'node:child_process'

const FUZZ_SECONDS = process.env.FUZZ_SECONDS ?? '60'
const { status } = spawnSync(process.execPath, ['--test', 'test/fuzz/**/*.test.ts'], {
  env: { ...process.env, FUZZ_SECONDS },
  stdio: 'inherit',
})
process.exitCode = status ?? 1
