/** CloudTrail's and the validators' spelling of a member: `AWSAccountId` becomes `aWSAccountId`. */
export function lowerCamel(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
