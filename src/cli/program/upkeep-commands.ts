// Commands that look after a data directory.

import { Command } from 'commander'
import { localized } from './localized.ts'
import { migrateWords } from '../words/migrate.ts'
import { upkeepCommandWords } from '../words/upkeep-commands.ts'
import type { BackupCommandOptions } from '../commands/backup.ts'
import type { MigrateCommandOptions } from '../commands/migrate.ts'
import type { RestoreCommandOptions } from '../commands/restore.ts'
import type { RotateCommandOptions } from '../commands/root-key.ts'
import type { VerifyOptions } from '../commands/verify.ts'
import type { Run } from './run.ts'

export function backup({ words, terminal, end }: Run): Command {
  const about = upkeepCommandWords(terminal.language)
  return localized(new Command('backup'), words)
    .description(about.backup)
    .argument('<out>', about.backupOut)
    .option('--data <dir>', about.data, '.sparekey')
    .option('--with-root-key', about.withRootKey)
    .option('--json', words.json)
    .action(async (out: string, options: BackupCommandOptions) => {
      const { backup } = await import('../commands/backup.ts')
      end(await backup(out, options, terminal))
    })
}

export function restore({ words, terminal, end }: Run): Command {
  const about = upkeepCommandWords(terminal.language)
  return localized(new Command('restore'), words)
    .description(about.restore)
    .argument('<file>', about.restoreFile)
    .option('--data <dir>', about.restoreData, '.sparekey')
    .option('--show', about.show)
    .option('--json', words.json)
    .action(async (file: string, options: RestoreCommandOptions) => {
      const { restore } = await import('../commands/restore.ts')
      end(await restore(file, options, terminal))
    })
}

export function verify({ words, terminal, end }: Run): Command {
  const about = upkeepCommandWords(terminal.language)
  return localized(new Command('verify'), words)
    .description(about.verify)
    .option('--data <dir>', about.data, '.sparekey')
    .option('--root-key <provider>', about.rootKey)
    .option('--no-root-key', about.noRootKey)
    .option('--json', words.json)
    .action(async (options: VerifyOptions) => {
      const { verify } = await import('../commands/verify.ts')
      end(await verify(options, terminal))
    })
}

export function migrate({ words, terminal, end }: Run): Command {
  const [about, of] = [upkeepCommandWords(terminal.language), migrateWords(terminal.language)]
  return localized(new Command('migrate'), words)
    .description(of.about)
    .requiredOption('--from <place>', of.from)
    .requiredOption('--to <place>', of.to)
    .option('--objects <place>', of.objects)
    .option('--root-key <provider>', about.rootKey)
    .option('--no-root-key', about.noRootKey)
    .option('--json', words.json)
    .action(async (options: MigrateCommandOptions) => {
      const { migrate } = await import('../commands/migrate.ts')
      end(await migrate(options, terminal))
    })
}

export function rootKey({ words, terminal, end }: Run): Command {
  const about = upkeepCommandWords(terminal.language)
  const rotate = localized(new Command('rotate'), words)
    .description(about.rotate)
    .option('--data <dir>', about.data, '.sparekey')
    .option('--root-key <provider>', about.rootKey)
    .option('--to <provider>', about.to)
    .option('--endpoint <url>', about.endpoint)
    .option('--store <url>', about.store)
    .option('--json', words.json)
    .action(async (options: RotateCommandOptions) => {
      const { rotate } = await import('../commands/root-key.ts')
      end(await rotate(options, terminal))
    })
  return localized(new Command('root-key'), words)
    .description(about.rootKeyCommand)
    .helpCommand(false)
    .addCommand(rotate)
}
