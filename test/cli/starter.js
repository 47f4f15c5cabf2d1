// Starts a stack the way `startSparekey` does, and waits to be killed.

import { spawn } from 'node:child_process'

const [launcher = '', data = ''] = process.argv.slice(2)
spawn(process.execPath, [launcher, 'serve', '--json', '--port', '0', '--data', data], {
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
})
setInterval(() => undefined, 1000)
