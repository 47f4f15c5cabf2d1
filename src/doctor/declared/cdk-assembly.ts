// The manifest that `cdk synth` writes beside its templates.
// https://github.com/aws/aws-cdk/tree/main/packages/aws-cdk-lib/cloud-assembly-schema

import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'

export interface CdkStack {
  /** Of the template. */
  readonly file: string
  readonly stackName: string | undefined
  /** Undefined: the stack goes wherever the deployer's credentials lead. */
  readonly account: string | undefined
  readonly region: string | undefined
}

interface Assembly {
  readonly stacks: readonly CdkStack[]
  /** Of the assemblies of its stages. */
  readonly folders: readonly string[]
}

/** `inside` answers the path of a file of the assembly, and refuses every other one. */
export function stacksOf(
  { artifacts }: JsonObject,
  folder: string,
  inside: (name: string) => string,
): Assembly {
  const all = Object.entries(objectOf(artifacts)).map(([name, artifact]) => {
    const { type, environment, properties } = objectOf(artifact)
    return { name, type, environment, properties: objectOf(properties) }
  })
  const stacks = all.flatMap(({ name, type, environment, properties }): readonly CdkStack[] => {
    const { templateFile, stackName = name } = properties
    if (type !== 'aws:cloudformation:stack' || typeof templateFile !== 'string') return []
    const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(String(environment)) ?? []
    return [
      {
        file: inside(templateFile),
        stackName: typeof stackName === 'string' ? stackName : name,
        account: account === 'unknown-account' ? undefined : account,
        region: region === 'unknown-region' ? undefined : region,
      },
    ]
  })
  const folders = all.flatMap(({ type, properties: { directoryName } }) => {
    if (type !== 'cdk:cloud-assembly' || typeof directoryName !== 'string') return []
    // Another assembly below this one, and never this one again.
    const path = inside(directoryName)
    return path === folder ? [] : [path]
  })
  return { stacks, folders }
}

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {})
