// The long form of test/fuzz: `npm run check:fuzz`, or for longer with FUZZ_SECONDS=600, which is
// the time for each property, and FUZZ_REQUESTS=5000, which is how many random requests there are
// for each operation.

import { spawnSync } from 'node:child_process'

const { FUZZ_SECONDS = '60', FUZZ_REQUESTS = '1000' } = process.env
const { status } = spawnSync(process.execPath, ['--test', 'test/fuzz/**/*.test.ts'], {
  env: { ...process.env, FUZZ_SECONDS, FUZZ_REQUESTS },
  stdio: 'inherit',
})
process.exitCode = status ?? 1
