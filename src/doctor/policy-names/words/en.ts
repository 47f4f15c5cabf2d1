export const english = {
  keyPolicy: 'key policy',
  proposedKeyPolicy: 'proposed key policy',
  newKeyPolicy: 'the new key policy',
  inlinePolicy: 'inline policy {name} of {owner}',
  identityPolicy: 'identity policy',
  addedPolicy: 'the policy to add',
  sessionPolicy: 'session policy',
  trustPolicy: 'trust policy',
  trustPolicyOf: 'trust policy of {role}',
  restOfOrganization: 'what else the organization attaches',
  grant: 'grant {id}',
} as const
