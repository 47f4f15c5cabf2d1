// `<data>/credentials`: a convenience for local use, an AWS shared credentials file.

import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

export interface Profile {
  readonly name: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** Adds the profiles, or replaces those of the same name; the others stay as they are. */
export function writeProfiles(file: string, region: string, profiles: readonly Profile[]): void {
  const names = new Set(profiles.map((profile) => profile.name))
  const kept = existsSync(file) ? withoutSections(readFileSync(file, 'utf8'), names) : ''
  const added = profiles.map((profile) => section(profile, region)).join('\n')
  const draft = `${file}.new`
  writeFileSync(draft, kept ? `${kept.trimEnd()}\n\n${added}` : added, { mode: 0o600 })
  chmodSync(draft, 0o600)
  renameSync(draft, file)
}

/** The access key ids of the profiles that are in the file. */
export function accessKeyIdsIn(file: string): ReadonlyMap<string, string> {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const ids = text.matchAll(/^\s*\[([^\]]+)\]\s*^aws_access_key_id = (\S+)/gm)
  return new Map([...ids].map(([, name = '', accessKeyId = '']) => [name, accessKeyId]))
}

function section({ name, accessKeyId, secretAccessKey }: Profile, region: string): string {
  return [
    `[${name}]`,
    `aws_access_key_id = ${accessKeyId}`,
    `aws_secret_access_key = ${secretAccessKey}`,
    // Clients read it here as well, and need not be told then.
    `region = ${region}`,
    '',
  ].join('\n')
}

function withoutSections(text: string, names: ReadonlySet<string>): string {
  let keep = true
  return text
    .split('\n')
    .filter((line) => {
      const header = /^\s*\[([^\]]+)\]/.exec(line)
      if (header) keep = !names.has(header[1] ?? '')
      return keep
    })
    .join('\n')
}
