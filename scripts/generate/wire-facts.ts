// What the published models do not say, or say differently from what AWS sends.

/** The services that get a table, by the name of their model file and of their folder. */
export const SERVICES = [
  'athena',
  'cloudtrail',
  'glue',
  'iam',
  'kms',
  'organizations',
  's3',
  'sts',
] as const

/** Operations that no request to this host can mean. */
export const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  s3: [
    // Older spellings: the same URI belongs to the operation whose name ends in Configuration.
    'GetBucketLifecycle',
    'GetBucketNotification',
    'PutBucketLifecycle',
    'PutBucketNotification',
    // They are for the endpoints of directory buckets and of Object Lambda.
    'ListDirectoryBuckets',
    'WriteGetObjectResponse',
    // Closed to new customers on 2024-07-25: they are answered MethodNotAllowed.
    'SelectObjectContent',
  ],
}

/**
 * Members by shape whose values the tables cannot hold. Iceberg's schemas are free-form documents;
 * there are no Iceberg tables here, and whoever asks for one is refused, whatever it is to be like.
 */
export const LEFT_OUT_MEMBERS: Readonly<
  Record<string, Readonly<Record<string, readonly string[]>>>
> = {
  glue: {
    OpenTableFormatInput: ['IcebergInput'],
    UpdateOpenTableFormatInput: ['UpdateIcebergInput'],
  },
}

/**
 * HTTP status by error code, for the JSON protocols. Everything else is 400 on the wire, also the
 * exceptions that the public Smithy models annotate with 404, 409 or 412 (recorded for KMS:
 * NotFound, Disabled, KMSInvalidState, DryRunOperation, LimitExceeded, Unsupported, Tag).
 * Query services send the status that the model names.
 */
export const JSON_ERROR_STATUS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  kms: {
    DependencyTimeoutException: 503,
    KMSInternalException: 500,
    KeyUnavailableException: 500,
  },
}

/**
 * HTTP status of a success, where S3's API pages show another than the model: "HTTP/1.1 204 No
 * Content". https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
export const SUCCESS_STATUS: Readonly<Record<string, number>> = {
  PutBucketPolicy: 204,
  PutBucketTagging: 204,
}

/**
 * The root elements of S3's answers, as its API pages show them: the model does not name them. An
 * answer whose body is one member has that member's name, any other that of its shape.
 */
export const RESULT_ELEMENTS: Readonly<Record<string, string>> = {
  CompleteMultipartUpload: 'CompleteMultipartUploadResult',
  CreateMultipartUpload: 'InitiateMultipartUploadResult',
  CreateSession: 'CreateSessionResult',
  DeleteObjects: 'DeleteResult',
  GetBucketAccelerateConfiguration: 'AccelerateConfiguration',
  GetBucketAcl: 'AccessControlPolicy',
  GetBucketCors: 'CORSConfiguration',
  GetBucketLifecycleConfiguration: 'LifecycleConfiguration',
  GetBucketLocation: 'LocationConstraint',
  GetBucketLogging: 'BucketLoggingStatus',
  GetBucketNotificationConfiguration: 'NotificationConfiguration',
  GetBucketRequestPayment: 'RequestPaymentConfiguration',
  GetBucketTagging: 'Tagging',
  GetBucketVersioning: 'VersioningConfiguration',
  GetBucketWebsite: 'WebsiteConfiguration',
  GetObjectAcl: 'AccessControlPolicy',
  GetObjectAttributes: 'GetObjectAttributesResponse',
  GetObjectTagging: 'Tagging',
  ListBucketAnalyticsConfigurations: 'ListBucketAnalyticsConfigurationResult',
  ListBucketInventoryConfigurations: 'ListInventoryConfigurationsResult',
  ListBucketMetricsConfigurations: 'ListMetricsConfigurationsResult',
  ListBuckets: 'ListAllMyBucketsResult',
  ListMultipartUploads: 'ListMultipartUploadsResult',
  ListObjectVersions: 'ListVersionsResult',
  ListObjects: 'ListBucketResult',
  ListObjectsV2: 'ListBucketResult',
  ListParts: 'ListPartsResult',
}
