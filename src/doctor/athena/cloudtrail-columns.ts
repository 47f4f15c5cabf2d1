/**
 * The columns of AWS's own DDL for CloudTrail logs. An object that has no columns of its own is a
 * string of JSON; a boolean or number is a string as well.
 *
 * https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 */
export const CLOUDTRAIL_COLUMNS: readonly (readonly [name: string, type: string])[] = [
  ['eventversion', 'string'],
  ['useridentity', userIdentity()],
  ['eventtime', 'string'],
  ['eventsource', 'string'],
  ['eventname', 'string'],
  ['awsregion', 'string'],
  ['sourceipaddress', 'string'],
  ['useragent', 'string'],
  ['errorcode', 'string'],
  ['errormessage', 'string'],
  ['requestparameters', 'string'],
  ['responseelements', 'string'],
  ['additionaleventdata', 'string'],
  ['requestid', 'string'],
  ['eventid', 'string'],
  ['resources', `array<${strings('arn', 'accountid', 'type')}>`],
  ['eventtype', 'string'],
  ['apiversion', 'string'],
  ['readonly', 'string'],
  ['recipientaccountid', 'string'],
  ['serviceeventdetails', 'string'],
  ['sharedeventid', 'string'],
  ['vpcendpointid', 'string'],
  ['vpcendpointaccountid', 'string'],
  ['eventcategory', 'string'],
  ['addendum', strings('reason', 'updatedfields', 'originalrequestid', 'originaleventid')],
  ['sessioncredentialfromconsole', 'string'],
  ['edgedevicedetails', 'string'],
  ['tlsdetails', strings('tlsversion', 'ciphersuite', 'clientprovidedhostheader')],
]

function userIdentity(): string {
  const session = struct({
    attributes: strings('mfaauthenticated', 'creationdate'),
    sessionissuer: strings('type', 'principalid', 'arn', 'accountid', 'username'),
    ec2roledelivery: 'string',
    webidfederationdata: struct({
      federatedprovider: 'string',
      attributes: 'map<string,string>',
    }),
  })
  return struct({
    ...{ type: 'string', principalid: 'string', arn: 'string', accountid: 'string' },
    ...{ invokedby: 'string', accesskeyid: 'string', username: 'string' },
    onbehalfof: strings('userid', 'identitystorearn'),
    sessioncontext: session,
  })
}

function strings(...names: readonly string[]): string {
  return struct(Object.fromEntries(names.map((name) => [name, 'string'])))
}

function struct(fields: Readonly<Record<string, string>>): string {
  const written = Object.entries(fields).map(([name, type]) => `${name}:${type}`)
  return `struct<${written.join(',')}>`
}
