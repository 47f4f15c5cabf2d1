// The long form of test/console/article.test.ts: in each language by mouse and by keyboard;
// `npm run check:article`. Needs a browser and the console's pages, which `npm run build` makes.

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const file = fileURLToPath(new URL('../../test/console/article.test.ts', import.meta.url))
const env = { ...process.env, SPAREKEY_TEST_EVERY_WAY: '1' }
spawn(process.execPath, ['--test', file], { env, stdio: 'inherit' }).on('exit', (code) => {
  process.exitCode = code ?? 1
})
