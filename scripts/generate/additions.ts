// What AWS has and the published models at hand do not have yet, kept by hand: drop an entry when
// the model that is generated from brings it.

import type { BotocoreModel, BotocoreOperation, BotocoreShape } from './botocore.ts'

interface Additions {
  readonly operations: Readonly<Record<string, BotocoreOperation>>
  readonly shapes: Readonly<Record<string, BotocoreShape>>
  /** Members by the structure that gets them, behind those that it has. */
  readonly members: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Values by the enumeration that gets them. */
  readonly values: Readonly<Record<string, readonly string[]>>
  /** Values that a Region which is served does not know. */
  readonly valuesLeftOut: Readonly<Record<string, readonly string[]>>
}

const errors = (...names: readonly string[]) => names.map((name) => ({ shape: `${name}Exception` }))

const encapsulationErrors = errors(
  ...['NotFound', 'Disabled', 'KeyUnavailable', 'DependencyTimeout', 'InvalidKeyUsage'],
  ...['InvalidGrantToken', 'KMSInternal', 'KMSInvalidState', 'DryRunOperation'],
)

/**
 * ML-KEM keys, as @aws-sdk/client-kms 3.1164.0 has them. The client has no lengths: those of the
 * blobs are the ones of the other operations.
 */
const kms: Additions = {
  operations: {
    Decapsulate: {
      input: { shape: 'DecapsulateRequest' },
      output: { shape: 'DecapsulateResponse' },
      errors: [...encapsulationErrors, ...errors('InvalidCiphertext')],
    },
    Encapsulate: {
      input: { shape: 'EncapsulateRequest' },
      output: { shape: 'EncapsulateResponse' },
      errors: encapsulationErrors,
    },
  },
  shapes: {
    DecapsulateRequest: structure(
      {
        KeyId: 'KeyIdType',
        SharedSecretCiphertextBlob: 'CiphertextType',
        EncapsulationAlgorithm: 'EncapsulationAlgorithmSpec',
        GrantTokens: 'GrantTokenList',
        DryRun: 'NullableBooleanType',
      },
      ['KeyId', 'SharedSecretCiphertextBlob', 'EncapsulationAlgorithm'],
    ),
    DecapsulateResponse: structure({
      KeyId: 'KeyIdType',
      SharedSecret: 'PlaintextType',
      EncapsulationAlgorithm: 'EncapsulationAlgorithmSpec',
    }),
    EncapsulateRequest: structure(
      {
        KeyId: 'KeyIdType',
        EncapsulationAlgorithm: 'EncapsulationAlgorithmSpec',
        GrantTokens: 'GrantTokenList',
        DryRun: 'NullableBooleanType',
      },
      ['KeyId', 'EncapsulationAlgorithm'],
    ),
    EncapsulateResponse: structure({
      KeyId: 'KeyIdType',
      SharedSecret: 'PlaintextType',
      SharedSecretCiphertextBlob: 'CiphertextType',
      EncapsulationAlgorithm: 'EncapsulationAlgorithmSpec',
    }),
    EncapsulationAlgorithmSpec: { type: 'string', enum: ['ML_KEM'] },
    EncapsulationAlgorithmSpecList: {
      type: 'list',
      member: { shape: 'EncapsulationAlgorithmSpec' },
    },
  },
  members: {
    GetPublicKeyResponse: { EncapsulationAlgorithms: 'EncapsulationAlgorithmSpecList' },
    KeyMetadata: { EncapsulationAlgorithms: 'EncapsulationAlgorithmSpecList' },
  },
  values: {
    GrantOperation: ['Encapsulate', 'Decapsulate'],
    KeyLastUsageTrackingOperation: ['Encapsulate', 'Decapsulate'],
    KeySpec: ['ML_KEM_512', 'ML_KEM_768', 'ML_KEM_1024'],
    KeyUsageType: ['ENCAPSULATE_DECAPSULATE'],
  },
  // SM2 is for China only: AWS's other Regions do not name it where they list what there is.
  valuesLeftOut: {
    CustomerMasterKeySpec: ['SM2'],
    DataKeyPairSpec: ['SM2'],
    EncryptionAlgorithmSpec: ['SM2PKE'],
    KeySpec: ['SM2'],
    SigningAlgorithmSpec: ['SM2DSA'],
  },
}

const ADDITIONS: Readonly<Record<string, Additions>> = { kms }

/** Throws for an addition that the model has by now. */
export function withAdditions(model: BotocoreModel, service: string): BotocoreModel {
  const additions = ADDITIONS[service]
  if (!additions) return model
  const added = { ...additions.operations, ...additions.shapes }
  const known = Object.keys(added).find((name) => name in model.operations || name in model.shapes)
  if (known)
    throw new Error(`the model of \`${service}\` has \`${known}\` by now: drop the addition`)
  const shapes = Object.entries({ ...model.shapes, ...additions.shapes }).map(
    ([name, shape]) => [name, changed(name, shape, additions)] as const,
  )
  return {
    ...model,
    operations: inOrder({ ...model.operations, ...additions.operations }),
    shapes: inOrder(Object.fromEntries(shapes)),
  }
}

function changed(name: string, shape: BotocoreShape, additions: Additions): BotocoreShape {
  const members = additions.members[name]
  const values = additions.values[name] ?? []
  const leftOut = additions.valuesLeftOut[name] ?? []
  return {
    ...shape,
    ...(members && { members: { ...shape.members, ...references(members) } }),
    ...(shape.enum && {
      enum: [...shape.enum, ...values].filter((value) => !leftOut.includes(value)),
    }),
  }
}

function structure(
  members: Readonly<Record<string, string>>,
  required: readonly string[] = [],
): BotocoreShape {
  return {
    type: 'structure',
    members: references(members),
    ...(required.length > 0 && { required }),
  }
}

function references(members: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(members).map(([name, shape]) => [name, { shape }]))
}

const inOrder = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).toSorted(([one], [other]) => (one < other ? -1 : 1)))
