// `npm run bench doctor`: what a person waits for.

import { printAudit } from './doctor-audit.ts'
import { machine } from './print.ts'

console.log(machine())
await printAudit()
