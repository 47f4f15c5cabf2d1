import type { Command } from 'commander'
import { type Setting, settingsOf } from '../../src/cli/program/settings.ts'
import { sparekeyProgram } from '../../src/cli/program.ts'
import { silentTerminal } from './silent-terminal.ts'

/** The options of `serve`, by all their names. */
export function configurationPage(): string {
  const program = sparekeyProgram('', silentTerminal(), () => undefined)
  const settings = program.commands.filter((command) => command.name() === 'serve').flatMap(rows)
  return `# Configuration

Everything that \`sparekey serve\` can be told, by option, by environment, or in a JSON file
that \`--config FILE\` (or \`SPAREKEY_CONFIG\`) names. The option wins over the environment, the
environment over the file. What is set nowhere is as the table says.

| Option | Environment | In the file | Otherwise | Meaning |
|---|---|---|---|---|
${settings.join('\n')}

\`\`\`json
{
  "port": 4599,
  "data": "/var/lib/sparekey",
  "account": ["111122223333", "444455556666"],
  "tls-cert": "/etc/sparekey/cert.pem",
  "tls-key": "/etc/sparekey/key.pem",
  "console": false,
  "drain": "5s"
}
\`\`\`

In the environment a switch is \`true\`, \`false\`, \`1\` or \`0\`, and a list has spaces between
its entries; an empty variable is none. Paths are as they would be on the command line: from the
folder that the command runs in. A key of the file that is no setting is refused, with the name
that comes nearest, and so is a variable whose name is a setting's but for a letter or two.
(Kubernetes sets \`SPAREKEY_PORT\` by itself for a service named \`sparekey\`, unless the pod says
\`enableServiceLinks: false\`.)

Not in the table, for they are no options: the root access key of the first account
(\`SPAREKEY_ROOT_ACCESS_KEY_ID\`, \`SPAREKEY_ROOT_SECRET_ACCESS_KEY\`), and \`SPAREKEY_DEBUG=1\`,
which puts a stack trace under an error. [The command line](cli.md) has them all.
`
}

const rows = (command: Command): readonly string[] => settingsOf(command).map(row)

function row({ option, key, variable, kind }: Setting): string {
  const value = kind === 'switch' ? '' : ` ${option.flags.replace(/^\S+ /, '')}`
  const cells = [`${option.long}${value}`, variable, key].map((text) => `\`${text}\``)
  return `| ${[...cells, otherwise(option, kind), option.description].join(' | ')} |`
}

function otherwise(
  { negate, defaultValue, defaultValueDescription: told }: Setting['option'],
  kind: Setting['kind'],
): string {
  if (negate) return '`true`'
  if (kind === 'switch') return '`false`'
  if (told) return `\`${told}\``
  return defaultValue === undefined || kind === 'list' ? '' : `\`${String(defaultValue)}\``
}
