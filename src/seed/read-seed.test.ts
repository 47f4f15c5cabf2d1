import assert from 'node:assert/strict'
import test from 'node:test'
import { readSeed } from './read-seed.ts'

const inAccount = (text: string): string => `sparekey: 1\naccounts:\n  111122223333:\n${text}`

/** `LINE:COLUMN: what is wrong`, one for each problem. */
function problemsIn(text: string): readonly string[] {
  const read = readSeed(text)
  if (!('problems' in read)) return []
  return read.problems.map(({ line, column, says }) => `${line}:${column}: ${says}`)
}

test('JSON and YAML say the same', () => {
  const yaml = readSeed(inAccount('    users: {alice: {path: /staff/, tags: {team: "42"}}}'))
  const json = readSeed(`{
\t"sparekey": 1,
\t"accounts": { "111122223333": {
\t\t"users": { "alice": { "path": "/staff/", "tags": { "team": "42" } } }
\t} }
}`)
  assert.ok('placed' in yaml && 'placed' in json)
  assert.deepEqual(yaml.placed.seed, json.placed.seed)
  assert.deepEqual(yaml.placed.seed, {
    sparekey: 1,
    accounts: { '111122223333': { users: { alice: { path: '/staff/', tags: { team: '42' } } } } },
  })
})

test('a user of whom nothing is said is a user', () => {
  const read = readSeed(inAccount('    users:\n      alice:\n'))
  assert.ok('placed' in read)
  assert.deepEqual(read.placed.seed.accounts['111122223333'], { users: { alice: {} } })
})

test('a policy is a mapping or JSON text, and an anchor stands for it again', () => {
  const text =
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
  const read = readSeed(
    inAccount(`    groups:
      written: {inlinePolicies: {all: &all ${text}}}
      text: {inlinePolicies: {all: '${text}'}}
      again: {inlinePolicies: {all: *all}}
`),
  )
  assert.ok('placed' in read)
  const groups = read.placed.seed.accounts['111122223333']?.groups ?? {}
  const policies = Object.values(groups).map(({ inlinePolicies }) => inlinePolicies?.all)
  assert.deepEqual(policies, [text, text, text])
})

test('everything that is wrong is said at once, each at its line and column', () => {
  const text = inAccount(`    users:
      alice:
        tags: {cost: 42}
        path: staff
        groups: admins
        groups: []
        attachedPolicy: []
    roles:
      Auditor: {}
      Reader: nobody
`)
  const known =
    'path, uniqueId, permissionsBoundary, groups, inlinePolicies, attachedPolicies, tags, ' +
    'accessKeys'
  assert.deepEqual(problemsIn(text), [
    '6:22: `cost` must be text: write it in quotes',
    '7:15: `path` must be a path, which begins and ends with a slash, such as /staff/',
    '8:17: `groups` must be a list: the groups it is in',
    '9:9: `groups` is here twice',
    `10:9: a user has no member \`attachedPolicy\`: it has ${known}`,
    '12:16: `Auditor` needs a member `trustPolicy`',
    '13:15: `Reader` must be a mapping: a role',
  ])
})

test('what is wrong with a policy is said where it is in the file', () => {
  const text = inAccount(`    roles:
      Auditor:
        trustPolicy:
          Version: 2012-10-17
          Statement:
            - {Effect: Allow, Principal: {AWS: "*"}, Action: sts:AssumeRole}
            - {Effect: Alow, Principal: {AWS: "*"}, Action: sts:AssumeRole}
`)
  assert.deepEqual(problemsIn(text), ['10:24: `Effect` is `Allow` or `Deny`'])
})

test('each kind of policy keeps its own rules', () => {
  const statement = '{Effect: Allow, Principal: {AWS: "*"}, Action: "kms:*", Resource: "*"}'
  const policy = `{Version: 2012-10-17, Statement: ${statement}}`
  const asInline = inAccount(`    users: {alice: {inlinePolicies: {all: ${policy}}}}`)
  const asTrust = inAccount(`    roles: {Auditor: {trustPolicy: ${policy}}}`)
  const id = '1234abcd-12ab-34cd-56ef-1234567890ab'
  const asKeyPolicy = inAccount(`    regions: {us-east-1: {keys: {${id}: {policy: ${policy}}}}}`)
  assert.match(problemsIn(asInline).join('\n'), /has no `Principal`/)
  assert.match(problemsIn(asTrust).join('\n'), /Resource/)
  assert.deepEqual(problemsIn(asKeyPolicy), [])
})

test('accounts, names, ARNs and Regions have their forms', () => {
  assert.match(problemsIn('sparekey: 1\naccounts: {1111: {}}').join(), /`1111` is not an account/)
  assert.match(problemsIn(inAccount('    users: {"a b": {}}')).join(), /`a b` is not a user/)
  const boundary = inAccount('    users: {a: {permissionsBoundary: Fence}}')
  assert.match(problemsIn(boundary).join(), /must be the ARN of a managed policy/)
  assert.match(problemsIn(inAccount('    regions: {here: {}}')).join(), /`here` is not a Region/)
})

test('a file of another version, an empty one and one that is no YAML are refused', () => {
  assert.deepEqual(problemsIn('sparekey: 2\naccounts: {}'), [
    '1:11: `sparekey` must be the number 1',
  ])
  assert.match(problemsIn('').join(), /^1:1: the file must be a mapping/)
  assert.match(problemsIn('sparekey: [1').join(), /^1:13: Flow sequence/)
})

test('what is nested too deeply, or grows too large, is refused and read no further', () => {
  assert.deepEqual(problemsIn('['.repeat(10_000)), ['1:1: the file is nested too deeply'])
  const circle = inAccount('    roles: {A: {trustPolicy: &a {Statement: *a}}}')
  assert.match(problemsIn(circle).join('\n'), /nested too deeply/)
  const layers = Array.from({ length: 8 }, (_, layer) => {
    const below = layer === 0 ? '1' : `*l${layer - 1}`
    return `    l${layer}: &l${layer} [${Array(10).fill(below).join(', ')}]`
  })
  const grown = inAccount(`${layers.join('\n')}\n    roles: {A: {trustPolicy: {Statement: *l7}}}`)
  assert.match(problemsIn(grown).join('\n'), /the file holds more than 200000 values/)
  const large = `# ${'-'.repeat(4 * 1024 * 1024)}`
  assert.deepEqual(problemsIn(large), ['1:1: the file is larger than 4194304 bytes'])
})

test('a value is found again by its path', () => {
  const read = readSeed(inAccount('    users:\n      alice:\n        groups: [a, b]\n'))
  assert.ok('placed' in read)
  const { placeOf } = read.placed
  const user = ['accounts', '111122223333', 'users', 'alice']
  assert.deepEqual(placeOf([...user, 'groups', 1]), { line: 6, column: 21 })
  // Of what is not there, the nearest value around it.
  assert.deepEqual(placeOf([...user, 'tags', 'team']), { line: 6, column: 9 })
})
