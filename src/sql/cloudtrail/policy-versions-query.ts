// The events that gave a key its policy, newest first: CreateKey, PutKeyPolicy, ReplicateKey.

/** `from` and `to` are days, the last one included; they and the key's account pick partitions. */
export interface PolicyVersions {
  /** `name` or `database.name`. */
  readonly table: string
  readonly keyArn: string
  /** Undefined for a table without partition keys. */
  readonly days?: { readonly from: Date; readonly to: Date }
  readonly limit?: number
}

/**
 * One row an event that succeeded: when, which, who, from where, and both halves of it. The policy
 * is in `requestparameters`, and for a replica in `responseelements`; a CreateKey without one gave
 * the default key policy. Events that stand twice in the logs have the same `eventid`.
 */
export function policyVersionsQuery({ table, keyArn, days, limit }: PolicyVersions): string {
  const [, , , region = '', account = '', resource = ''] = keyArn.split(':')
  const keyId = resource.slice(resource.indexOf('/') + 1)
  const conditions = [
    "eventsource = 'kms.amazonaws.com'",
    "eventname IN ('CreateKey', 'PutKeyPolicy', 'ReplicateKey')",
    'errorcode IS NULL',
    `(${isOfKey(keyArn, keyId).join('\n    OR ')})`,
    ...(days ? partitionConditions(account, region, keyId, days) : []),
  ]
  return [
    'SELECT eventtime, eventid, eventname, useridentity.arn AS useridentity_arn,',
    '  sourceipaddress, requestparameters, responseelements',
    `FROM ${table.split('.').map(quotedName).join('.')}`,
    `WHERE ${conditions.join('\n  AND ')}`,
    'ORDER BY eventtime DESC, eventid DESC',
    ...(limit === undefined ? [] : [`LIMIT ${limit}`]),
  ].join('\n')
}

/** The caller may name a key by its ARN or its id; the answer always has the ARN. */
function isOfKey(keyArn: string, keyId: string): readonly string[] {
  const arn = quoted(keyArn)
  return [
    `any_match(resources, resource -> resource.arn = ${arn})`,
    `json_extract_scalar(requestparameters, '$.keyId') IN (${arn}, ${quoted(keyId)})`,
    `json_extract_scalar(responseelements, '$.keyMetadata.arn') = ${arn}`,
    `json_extract_scalar(responseelements, '$.replicaKeyMetadata.arn') = ${arn}`,
  ]
}

function partitionConditions(
  account: string,
  region: string,
  keyId: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): readonly string[] {
  return [
    `account = ${quoted(account)}`,
    // A multi-Region key can have got its policy where its primary is.
    ...(keyId.startsWith('mrk-') ? [] : [`region = ${quoted(region)}`]),
    `"timestamp" BETWEEN ${quoted(dayOf(from))} AND ${quoted(dayOf(to))}`,
  ]
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10).replaceAll('-', '/')
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`
