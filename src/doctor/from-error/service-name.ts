/** The name under which a service calls: `lambda.amazonaws.com`. */
export function isService(name: string | undefined): boolean {
  return name !== undefined && /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.test(name)
}
