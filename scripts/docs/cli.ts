import type { Command } from 'commander'
import { sparekeyProgram } from '../../src/cli/program.ts'
import { silentTerminal } from './silent-terminal.ts'

export function cliPage(): string {
  const program = sparekeyProgram('', silentTerminal(), () => undefined)
  return `# The command line

In a checkout the command is \`node bin/sparekey.js\`. Every command has \`--help\`, in English and
Japanese (\`--lang en|ja\`, otherwise the locale: \`LC_ALL\`, \`LC_MESSAGES\`, \`LANG\`).

| Exit code | Meaning |
|---|---|
| 0 | access works, or the command did its work |
| 1 | the command failed, and said why |
| 2 | denied, and explained; of \`test\`, \`diff\`: something differs; of \`check\`: found |
| 3 | access is denied, cause not known for lack of evidence; of \`history\`: no version found |

\`audit\` and \`verify\` end with 2 for findings, and \`who-can\` when nobody can; \`audit\` and
\`who-can\` with 3 when too little was seen.

| Environment | Meaning |
|---|---|
| \`AWS_ENDPOINT_URL\` | as \`--endpoint\`; the option wins |
| \`AWS_PROFILE\` | as \`--profile\`; the option wins |
| \`AWS_REGION\`, \`AWS_DEFAULT_REGION\` | as \`--region\`; the option wins |
| \`SPAREKEY_ROOT_ACCESS_KEY_ID\` | \`serve\`: id of the first account's root access key |
| \`SPAREKEY_ROOT_SECRET_ACCESS_KEY\` | its secret; both or neither, and random ones otherwise |
| \`SPAREKEY_PORT\` and others | the options of \`serve\`: [configuration](configuration.md) |
| \`SPAREKEY_ROOT_KEY\` | \`--root-key env\`: the root key, 32 bytes in Base64 |
| \`SPAREKEY_ROOT_KEY_PASSPHRASE\` | \`--root-key passphrase\`: the passphrase |
| \`SPAREKEY_ROOT_KEY_PASSPHRASE_FD\` | number of the file descriptor to read it from |
| \`SPAREKEY_PKCS11_PIN\` | \`--root-key pkcs11:…\`: the user PIN of the token |
| \`SPAREKEY_NEW_ROOT_KEY\` | \`root-key rotate --to env\`: the new root key |
| \`SPAREKEY_NEW_ROOT_KEY_PASSPHRASE\` | \`root-key rotate --to passphrase\`: the new passphrase |
| \`NO_COLOR\` | no colours, even on a terminal |
| \`FORCE_COLOR\` | colours, even where there is no terminal; \`0\`: none. \`NO_COLOR\` wins |
| \`SPAREKEY_DEBUG=1\` | a stack trace under an error |

${leaves(program).map(section).join('\n')}`
}

function leaves(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves)
}

function section(command: Command): string {
  // The same page from every terminal.
  command.configureOutput({ getOutHelpWidth: () => 80 })
  return `## ${pathOf(command)}\n\n\`\`\`\n${command.helpInformation().trimEnd()}\n\`\`\`\n`
}

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name()
}
