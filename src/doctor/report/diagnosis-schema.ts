// What `sparekey doctor --json` promises, as a JSON Schema. Members are added, never renamed.

import type { JsonObject } from '../../base/json.ts'
import { LAYERS } from '../../policy/index.ts'
import { PATH_STEPS } from '../decision-path.ts'
import { FINDING_IDS } from '../finding.ts'
import { REMEDY_IDS } from '../remedies/remedy.ts'

const text: JsonObject = { type: 'string' }
const flag: JsonObject = { type: 'boolean' }
const listOf = (items: JsonObject): JsonObject => ({ type: 'array', items })
const oneOf = (values: readonly string[]): JsonObject => ({ type: 'string', enum: values })
const anyObject: JsonObject = { type: 'object' }

/** An object with these members; those in `optional` may be absent. */
function objectOf(members: Record<string, JsonObject>, ...optional: readonly string[]): JsonObject {
  const required = Object.keys(members).filter((name) => !optional.includes(name))
  return { type: 'object', properties: members, required }
}

const commandLine = listOf(text)
const statementRef = objectOf(
  { policy: text, statement: { type: 'integer' }, sid: text, line: { type: 'integer' } },
  'sid',
  'line',
)
const quote = objectOf(
  {
    policy: text,
    statement: { type: 'integer' },
    sid: text,
    line: { type: 'integer' },
    as: oneOf(['decides', 'nearest']),
    failed: listOf(text),
    lines: listOf(objectOf({ line: { type: 'integer' }, text, marked: flag })),
  },
  'sid',
)
const step = objectOf({
  step: oneOf(PATH_STEPS),
  says: oneOf(['yes', 'no', 'denies', 'unknown', 'none']),
  counts: flag,
  decides: flag,
  layers: listOf(oneOf(LAYERS)),
})
const gap = objectOf({
  from: { type: ['string', 'null'] },
  to: { type: ['string', 'null'] },
  because: oneOf(['retention', 'tooManyEvents', 'refused', 'notInLogs', 'interrupted']),
})
const searched = objectOf(
  {
    source: oneOf(['eventHistory', 'athena', 'logFiles']),
    place: text,
    from: { type: ['string', 'null'] },
    to: { type: ['string', 'null'] },
    outcome: oneOf([
      ...['searched', 'partly', 'refused', 'failed', 'notAgreed', 'noTrail', 'noTable'],
    ]),
    reason: text,
    permission: text,
    events: { type: 'integer' },
    scannedBytes: { type: 'integer' },
    files: { type: 'integer' },
  },
  ...['reason', 'permission', 'scannedBytes', 'files'],
)
const attempt = objectOf({
  eventId: text,
  eventTime: text,
  eventName: text,
  by: text,
  sourceIPAddress: text,
  denied: flag,
  message: text,
})
const change = objectOf({
  eventId: text,
  eventTime: text,
  eventName: text,
  by: text,
  sourceIPAddress: text,
  bypassed: flag,
  lines: listOf(objectOf({ sign: oneOf(['-', '+', ' ']), text })),
  attempts: listOf(attempt),
})

const multiRegion = objectOf({
  type: oneOf(['PRIMARY', 'REPLICA']),
  primary: text,
  replicas: listOf(text),
})
const keyFacts = objectOf(
  { state: text, keyManager: text, origin: text, keyUsage: text, keySpec: text, multiRegion },
  'multiRegion',
)
const principal = objectOf(
  {
    name: text,
    fate: oneOf(['exists', 'gone', 'recreated', 'unknown']),
    trusts: listOf(
      objectOf({ kind: oneOf(['AWS', 'Service', 'Federated', 'IdentityCenter']), name: text }),
    ),
    becoming: oneOf(['self', 'assume', 'signIn', 'closed', 'denied', 'reopen', 'unknown']),
  },
  'trusts',
  'becoming',
)

const diagnosis = objectOf(
  {
    version: { const: 1 },
    where: objectOf(
      {
        account: text,
        region: text,
        endpoint: text,
        profile: text,
        credentialsFile: text,
        sparekey: listOf(text),
      },
      'endpoint',
      'profile',
      'credentialsFile',
    ),
    request: objectOf(
      {
        principal: text,
        action: text,
        key: { type: ['string', 'null'] },
        context: anyObject,
        asked: text,
        via: text,
      },
      'via',
    ),
    outcome: oneOf(['allow', 'implicitDeny', 'explicitDeny', 'unknown']),
    sentence: text,
    from: text,
    proposed: text,
    keyFacts,
    principals: listOf(principal),
    keyPolicy: objectOf(
      {
        source: oneOf(['current', 'rebuilt', 'none']),
        eventId: text,
        eventTime: text,
        eventName: text,
        by: text,
        gaps: listOf(gap),
        searched: listOf(searched),
        delivered: objectOf({ trail: text, logs: text }),
        policy: anyObject,
        change,
      },
      'eventId',
      'eventTime',
      'eventName',
      'by',
      'gaps',
      'searched',
      'delivered',
      'policy',
      'change',
    ),
    layers: listOf(
      objectOf({
        layer: oneOf(LAYERS),
        says: oneOf(['allow', 'silent', 'deny', 'unknown', 'notApplicable']),
        because: listOf(statementRef),
        quotes: listOf(quote),
      }),
    ),
    path: listOf(step),
    findings: listOf(
      objectOf({
        id: oneOf(FINDING_IDS),
        verdict: oneOf(['fail', 'pass', 'unknown']),
        says: text,
        evidence: listOf(text),
      }),
    ),
    causes: listOf(oneOf(FINDING_IDS)),
    remedies: listOf(
      objectOf(
        {
          id: oneOf(REMEDY_IDS),
          by: listOf(text),
          becoming: listOf(commandLine),
          commands: listOf(commandLine),
          atOnce: commandLine,
          environment: anyObject,
          changes: text,
          diff: text,
          gains: listOf(text),
          loses: listOf(text),
          proved: flag,
          files: listOf(text),
        },
        'atOnce',
        'environment',
        'diff',
      ),
    ),
    unseen: listOf(objectOf({ question: text, permission: text })),
    files: listOf(text),
  },
  'sentence',
  'from',
  'proposed',
  'keyFacts',
  'principals',
)

/** https://json-schema.org/draft/2020-12/schema */
export const diagnosisSchema: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'sparekey doctor --json',
  type: 'array',
  items: diagnosis,
}
