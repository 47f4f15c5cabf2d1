import { existsSync, readFileSync } from 'node:fs'

/** What a profile sets, by name, such as `aws_access_key_id`. */
export type Profile = ReadonlyMap<string, string>

/** The profiles of an AWS credentials or config file; none when it is not there. */
export function readProfiles(file: string): ReadonlyMap<string, Profile> {
  return existsSync(file) ? parseProfiles(readFileSync(file, 'utf8')) : new Map()
}

export function parseProfiles(text: string): ReadonlyMap<string, Profile> {
  const profiles = new Map<string, Map<string, string>>()
  let current: Map<string, string> | undefined
  for (const line of text.split('\n')) {
    // The config file writes `[profile name]`, the credentials file `[name]`.
    const [, name] = /^\s*\[\s*(?:profile\s+)?([^\]]+?)\s*\]/.exec(line) ?? []
    const [, setting, value] = /^\s*([^#;=\s]+)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (name !== undefined) {
      current = profiles.get(name) ?? new Map()
      profiles.set(name, current)
    } else if (setting !== undefined && value !== undefined) current?.set(setting, value)
  }
  return profiles
}
