// What all lists have in common: limits, markers, and pages that make up the whole list.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Kms from '@aws-sdk/client-kms'
import { operations } from '../../../src/services/kms/operations/index.ts'
import type { XksWorld } from './external-key-store.ts'
import { startXksWorld, storeInput } from './external-key-store.ts'
import { assertRefused, MISSING_KEY_ID, newKey, rootArn, userArn } from './fixture.ts'

let stack: XksWorld
let KeyId: string
/** Of a list that is ordered by ids. */
let markerOfKeys: string

before(async () => {
  stack = await startXksWorld()
  const { kms, world, proxy } = stack
  ;({ keyId: KeyId } = await newKey(world))
  await newKey(world)
  await newKey(world)
  const grant = { KeyId, GranteePrincipal: rootArn(), RetiringPrincipal: rootArn() }
  for (const name of ['c', 'a', 'b']) {
    const Tags = [{ TagKey: name, TagValue: '' }]
    await kms.send(new Kms.CreateAliasCommand({ AliasName: `alias/${name}`, TargetKeyId: KeyId }))
    await kms.send(new Kms.CreateGrantCommand({ ...grant, Operations: ['Decrypt'] }))
    await kms.send(new Kms.TagResourceCommand({ KeyId, Tags }))
    await kms.send(new Kms.RotateKeyOnDemandCommand({ KeyId }))
  }
  await kms.send(new Kms.CreateCustomKeyStoreCommand(storeInput(proxy, 'd')))
  const keys = await kms.send(new Kms.ListKeysCommand({ Limit: 1 }))
  markerOfKeys = keys.NextMarker ?? ''
})
after(() => stack.close())

interface Page {
  readonly Limit?: number
  readonly Marker?: string
}

interface Listed {
  readonly items: readonly unknown[] | undefined
  readonly Truncated?: boolean | undefined
  readonly NextMarker?: string | undefined
}

interface List {
  readonly max: number
  /** How many things there are to list. */
  readonly holds: number
  readonly ask: (page: Page) => Promise<Listed>
}

async function asked<Output extends Omit<Listed, 'items'>>(
  command: object,
  itemsOf: (output: Output) => readonly unknown[] | undefined,
): Promise<Listed> {
  const output = (await stack.kms.send(command as never)) as object as Output
  return { ...output, items: itemsOf(output) }
}

const LISTS: Readonly<Record<string, List>> = {
  DescribeCustomKeyStores: {
    max: 1000,
    holds: 1,
    ask: (page) =>
      asked<Kms.DescribeCustomKeyStoresCommandOutput>(
        new Kms.DescribeCustomKeyStoresCommand(page),
        ({ CustomKeyStores }) => CustomKeyStores,
      ),
  },
  ListAliases: {
    max: 100,
    holds: 3,
    ask: (page) =>
      asked<Kms.ListAliasesCommandOutput>(new Kms.ListAliasesCommand(page), (o) => o.Aliases),
  },
  ListGrants: {
    max: 100,
    holds: 3,
    ask: (page) =>
      asked<Kms.ListGrantsCommandOutput>(
        new Kms.ListGrantsCommand({ KeyId, ...page }),
        ({ Grants }) => Grants,
      ),
  },
  ListKeyPolicies: {
    max: 1000,
    holds: 1,
    ask: (page) =>
      asked<Kms.ListKeyPoliciesCommandOutput>(
        new Kms.ListKeyPoliciesCommand({ KeyId, ...page }),
        ({ PolicyNames }) => PolicyNames,
      ),
  },
  ListKeyRotations: {
    max: 1000,
    holds: 3,
    ask: (page) =>
      asked<Kms.ListKeyRotationsCommandOutput>(
        new Kms.ListKeyRotationsCommand({ KeyId, ...page }),
        ({ Rotations }) => Rotations,
      ),
  },
  ListKeys: {
    max: 1000,
    holds: 3,
    ask: (page) => asked<Kms.ListKeysCommandOutput>(new Kms.ListKeysCommand(page), (o) => o.Keys),
  },
  ListResourceTags: {
    max: 50,
    holds: 3,
    ask: (page) =>
      asked<Kms.ListResourceTagsCommandOutput>(
        new Kms.ListResourceTagsCommand({ KeyId, ...page }),
        ({ Tags }) => Tags,
      ),
  },
  ListRetirableGrants: {
    max: 100,
    holds: 3,
    ask: (page) =>
      asked<Kms.ListRetirableGrantsCommandOutput>(
        new Kms.ListRetirableGrantsCommand({ RetiringPrincipal: rootArn(), ...page }),
        ({ Grants }) => Grants,
      ),
  },
}

const outside = (limit: number, bound: string): string =>
  `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: ` +
  `Member must have value ${bound}`

const base64 = (text: string) => Buffer.from(text).toString('base64')

for (const [name, { max, holds, ask }] of Object.entries(LISTS)) {
  test(`${name} gives 1 to ${max} at a time`, async () => {
    const code = 'ValidationException'
    await assertRefused(ask({ Limit: 0 }), code, outside(0, 'greater than or equal to 1'))
    const bound = `less than or equal to ${max}`
    await assertRefused(ask({ Limit: max + 1 }), code, outside(max + 1, bound))
    assert.equal((await ask({ Limit: max })).items?.length, holds)
  })

  test(`${name} goes on from markers that it gave out, and from no others`, async () => {
    const foreign = ['{}', '{"after":1}', '{"after":"../x"}', '{ "after":"x"}'].map(base64)
    for (const Marker of ['x', ...foreign]) {
      await assertRefused(ask({ Marker }), 'InvalidMarkerException')
    }
  })

  test(`${name} gives each thing once, and a marker exactly when there is more`, async () => {
    const whole = await ask({})
    assert.equal(whole.items?.length, holds)
    const found: unknown[] = []
    let Marker: string | undefined
    do {
      const page = await ask({ Limit: 1, ...(Marker !== undefined && { Marker }) })
      assert.equal(page.items?.length, 1)
      assert.equal(page.Truncated, page.NextMarker !== undefined)
      found.push(...(page.items ?? []))
      Marker = page.NextMarker
    } while (Marker !== undefined)
    assert.deepEqual(found, whole.items)
  })
}

test('the marker of another list is refused where it says nothing', async () => {
  for (const name of ['ListKeyRotations', 'ListResourceTags']) {
    const answer = LISTS[name]?.ask({ Marker: markerOfKeys })
    await assertRefused(answer ?? assert.fail(), 'InvalidMarkerException')
  }
})

test('a list of what hangs on a key wants a key that is there', async () => {
  const arn = `arn:aws:kms:us-east-1:111122223333:key/${MISSING_KEY_ID}`
  const input = { KeyId: MISSING_KEY_ID }
  for (const command of [
    ...[new Kms.ListAliasesCommand(input), new Kms.ListGrantsCommand(input)],
    ...[new Kms.ListKeyPoliciesCommand(input), new Kms.ListKeyRotationsCommand(input)],
    new Kms.ListResourceTagsCommand(input),
  ]) {
    const sent = stack.kms.send(command as never)
    await assertRefused(sent, 'NotFoundException', `Key '${arn}' does not exist`)
  }
  const nobody = new Kms.ListRetirableGrantsCommand({ RetiringPrincipal: userArn('missing') })
  await assertRefused(stack.kms.send(nobody), 'InvalidArnException')
})

test('every list is tried', () => {
  const isList = (name: string) => name.startsWith('List') || name === 'DescribeCustomKeyStores'
  const lists = Object.keys(operations).filter(isList)
  assert.deepEqual(Object.keys(LISTS).toSorted(), lists.toSorted())
})
