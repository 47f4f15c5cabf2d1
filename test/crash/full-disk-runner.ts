// Run by `full-disk-kills.ts` where the small disk is mounted; prints what it has counted.

import { fillAndKill } from './full-disk-kills.ts'

const [disk = '', rounds = ''] = process.argv.slice(2)
console.log(JSON.stringify(await fillAndKill(disk, Number(rounds))))
