// Commands about one key.

import { Command, Option } from 'commander'
import { localized } from './localized.ts'
import { several } from './option-values.ts'
import { whoCanCommandWords } from '../words/who-can.ts'
import type { DoctorOptions } from '../commands/doctor.ts'
import type { HistoryOptions } from '../commands/history.ts'
import type { RecoverOptions } from '../commands/recover.ts'
import type { WhoCanOptions } from '../commands/who-can.ts'
import type { Run } from './run.ts'
import { atKey, searching } from './options.ts'

export function doctor({ words, terminal, end }: Run): Command {
  return localized(searching(atKey(new Command('doctor'), words, '[key]'), words), words)
    .description(words.doctor)
    .option('--from-error <text>', words.fromError)
    .option('--proposed <file>', words.proposed)
    .option('--principal <arn>', words.principal)
    .addOption(several('--action <action...>', words.action, []))
    .addOption(several('--context <key=value...>', words.context, []))
    .addOption(new Option('--via <opinion>', words.via).choices(['simulate']))
    .option('--vpc-endpoint-policy <file>', words.vpcEndpointPolicy)
    .option('--yes', words.yes)
    .option('--out <dir>', words.out)
    .option('--json', words.json)
    .option('--html <file>', words.html)
    .option('--verbose', words.verbose)
    .option('--explain <finding>', words.explain)
    .action(async (key: string | undefined, options: DoctorOptions) => {
      if (options.explain !== undefined) {
        const { explain } = await import('../commands/explain.ts')
        return end(explain(options.explain, terminal))
      }
      const { doctor } = await import('../commands/doctor.ts')
      end(await doctor(key, options, terminal))
    })
}

export function history({ words, terminal, end }: Run): Command {
  return localized(searching(atKey(new Command('history'), words), words), words)
    .description(words.history)
    .option('--at <time>', words.at)
    .option('--out <dir>', words.versionsOut)
    .addOption(several('--from-file <file...>', words.fromFile, []))
    .option('--yes', words.yes)
    .option('--json', words.json)
    .action(async (key: string, options: HistoryOptions) => {
      const { history } = await import('../commands/history.ts')
      end(await history(key, options, terminal))
    })
}

export function recover({ words, terminal, end }: Run): Command {
  return localized(searching(atKey(new Command('recover'), words), words), words)
    .description(words.recover)
    .option('--as <role>', words.as)
    .option('--principal <arn>', words.recoverPrincipal)
    .option('--to <version>', words.to)
    .option('--policy <file>', words.policy)
    .option('--prove-with <profile>', words.proveWith)
    .option('--reopen-trust', words.reopenTrust)
    .option('--apply', words.apply)
    .option('--yes', words.yes)
    .option('--account <id>', words.account)
    .option('--out <dir>', words.recoverOut)
    .option('--json', words.json)
    .action(async (key: string, options: RecoverOptions) => {
      const { recover } = await import('../commands/recover.ts')
      end(await recover(key, options, terminal))
    })
}

export function whoCan({ words, terminal, end }: Run): Command {
  const own = whoCanCommandWords(terminal.language)
  const command = new Command('who-can').argument('<action>', own.action)
  return localized(searching(atKey(command, words), words), words)
    .description(own.whoCan)
    .addOption(several('--context <key=value...>', own.context, []))
    .option('--via-roles', own.viaRoles)
    .option('--verbose', own.verbose)
    .option('--yes', words.yes)
    .option('--json', words.json)
    .action(async (action: string, key: string, options: WhoCanOptions) => {
      const { whoCan } = await import('../commands/who-can.ts')
      end(await whoCan(action, key, options, terminal))
    })
}
