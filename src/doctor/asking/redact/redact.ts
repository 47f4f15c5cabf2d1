// Evidence to give away: people and the places they came from are hashes. Each stands for one
// person everywhere in the file, so that policies, trust and events still fit together. The salt
// is not kept: nobody can find out by trying names.

import { createHmac } from 'node:crypto'
import { isJsonObject, type Json, type JsonObject } from '../../../base/json.ts'
import { ROLE_SESSION_NAME } from '../../remedies/becoming.ts'
import type { EvidenceFile } from '../evidence-file.ts'
import { withoutAddresses, type Hash } from './addresses.ts'
import { isNameMember, personNamesIn, replaceInArns } from './person-names.ts'

/** `salt` must be random, and forgotten. */
export function redact(file: EvidenceFile, salt: Uint8Array): EvidenceFile {
  const hash: Hash = (text) => createHmac('sha256', salt).update(text).digest()
  const { answers, caller, about } = file
  const subject = { answers, caller, about } as unknown as JsonObject
  const names = new Set(personNamesIn(subject))
  // The doctor's own sessions have one name, and ask by it again.
  names.delete(ROLE_SESSION_NAME)
  const redactor = redactorFor(names, hash)
  const redacted = redactor(subject, '') as unknown as Pick<
    EvidenceFile,
    'answers' | 'caller' | 'about'
  >
  // Profiles are called after people, and files lie in their homes.
  const where = { ...file.where, profile: null, credentialsFile: null }
  return { ...file, where, ...redacted, redacted: true }
}

/** 40 bits: no two people of one account are taken for each other. */
const hashBytes = 5

function redactorFor(names: ReadonlySet<string>, hash: Hash) {
  const hex = (text: string) => Buffer.from(hash(text)).toString('hex')
  const anonymous = new Map([...names].map((name) => [name, anonymousName(name)] as const))
  const words = wordsPattern([...names].filter((name) => !isVocabulary(name)))

  function anonymousName(name: string): string {
    return `anon-${hex(name).slice(0, hashBytes * 2)}`
  }
  function inText(text: string): string {
    if (text.startsWith('%7B')) return encodeURIComponent(inText(decodeURIComponent(text)))
    const unnamed = replaceInArns(text, (name) => anonymous.get(name) ?? name)
      .replaceAll(words, (name) => anonymous.get(name) ?? name)
      .replaceAll(EMAIL, anonymousName)
      .replaceAll(ACCESS_KEY_ID, (id) => `${id.slice(0, 4)}${hex(id).slice(0, 16).toUpperCase()}`)
      .replaceAll(USER_AGENT, (_, opening: string, agent: string) => `${opening}"${other(agent)}"`)
    return withoutAddresses(unnamed, hash)
  }
  /** Which software somebody uses; that a service called is no secret. */
  function other(agent: string): string {
    return /^$|amazonaws\.com$|^AWS Internal$/.test(agent)
      ? agent
      : `agent-${hex(agent).slice(0, 10)}`
  }
  return function redacted(json: Json, member: string): Json {
    if (typeof json === 'string') {
      if (isNameMember(member)) return anonymous.get(json) ?? inText(json)
      return /^userAgent$/i.test(member) ? other(json) : inText(json)
    }
    if (Array.isArray(json)) return json.map((item: Json) => redacted(item, member))
    if (!isJsonObject(json)) return json
    const isRole = json.type === 'Role'
    const members = Object.entries(json).map(([name, value]) => {
      return [name, redacted(value, isRole && name === 'userName' ? '' : name)] as const
    })
    return Object.fromEntries(members)
  }
}

const EMAIL = /[\w.+%-]+@[\w-]+(?:\.[\w-]+)+/g
const ACCESS_KEY_ID = /\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g
const USER_AGENT = /("userAgent"\s*:\s*)"((?:[^"\\]|\\.)*)"/g

/** As whole words, also in the names of policies: `alice-inline` is about Alice. */
function wordsPattern(names: readonly string[]): RegExp {
  if (names.length === 0) return NEVER
  const longestFirst = names.toSorted((one, other) => other.length - one.length)
  const words = longestFirst.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\-]/g, '\\$&'))
  // Behind a line break that JSON has written as `\n`, the `n` is no letter of a word.
  return new RegExp(
    String.raw`(?<=^|[^A-Za-z0-9]|\\[nrt])(?:${words.join('|')})(?![A-Za-z0-9])`,
    'g',
  )
}

const NEVER = /(?!)/g

/**
 * A user may be called `root` or `kms`. Such a name is replaced where it stands for a person, and
 * not where the word means what it always means.
 */
const isVocabulary = (name: string): boolean =>
  name.length < 3 || /^[\d.:-]+$/.test(name) || VOCABULARY.has(name.toLowerCase())

const VOCABULARY = new Set(
  `account action actions active alias all allow amazonaws anon arn assumed athena aws bool boundary
   cloudtrail com condition console customer date default deny ec2 effect enabled encrypt event
   federated group iam iamuser inline key kms lambda management managed none null organizations
   path policy principal read region resource role root s3 service session sid source
   statement string sts tag true false user users version write`.split(/\s+/),
)
