/** The services of the stack, as AWS's reports name them. */
export const SERVICE_NAMES: Readonly<Record<string, string>> = {
  athena: 'Amazon Athena',
  cloudtrail: 'AWS CloudTrail',
  glue: 'AWS Glue',
  iam: 'AWS Identity and Access Management',
  kms: 'AWS Key Management Service',
  organizations: 'AWS Organizations',
  s3: 'Amazon S3',
  sts: 'AWS Security Token Service',
}
