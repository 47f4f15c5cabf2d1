// The rows that S3 keeps. What an object holds is a file; its row names the file.

import type { AccountId } from '../../base/account-id.ts'
import type { Region } from '../../base/region.ts'
import type { FileId } from '../../store/object-file.ts'
import type { Table } from '../../store/store.ts'
import type { Tag } from './model.ts'

/** By the bucket's name, which is one for all accounts. */
export interface BucketRow {
  readonly name: string
  readonly account: AccountId
  readonly region: Region
  /** ISO 8601, as every time in a row. */
  readonly createdAt: string
}

export interface BucketPolicyRow {
  /** The text as it was put: GetBucketPolicy answers it unchanged while its principals live. */
  readonly text: string
  /** JSON text whose users and roles are unique ids. */
  readonly boundDocument: string
}

/** What else can be set of a bucket: each kind a row, named as its sub-resource is. */
export type BucketSettingKind =
  | 'accelerate'
  | 'acl'
  | 'cors'
  | 'encryption'
  | 'lifecycle'
  | 'logging'
  | 'notification'
  | 'ownershipControls'
  | 'publicAccessBlock'
  | 'requestPayment'
  | 'tagging'
  | 'versioning'
  | 'website'

/** The member of the request that set it, as JSON. */
export type BucketSettingRow = Readonly<Record<string, unknown>>

/** How the file of an object is encrypted. Absent: it is not, which S3 calls AES256. */
export interface ObjectEncryption {
  readonly kmsKeyArn: string
  /** The data key that KMS encrypted, base64. */
  readonly encryptedDataKey: string
  /** What the data key was encrypted with, as KMS was given it. */
  readonly encryptionContext: Readonly<Record<string, string>>
  readonly bucketKeyEnabled: boolean
}

export interface ObjectChecksum {
  readonly algorithm: 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256'
  /** Base64; of composite ones with the number of parts behind a hyphen. */
  readonly value: string
  readonly type: 'COMPOSITE' | 'FULL_OBJECT'
}

/** Headers that come back with the object as they came with it. */
export interface ObjectHeaders {
  readonly contentType: string
  readonly cacheControl?: string
  readonly contentDisposition?: string
  readonly contentEncoding?: string
  readonly contentLanguage?: string
  readonly expires?: string
  readonly websiteRedirectLocation?: string
  /** `x-amz-meta-*`, without the prefix, in lower case. */
  readonly metadata: Readonly<Record<string, string>>
}

export interface ObjectRow extends ObjectHeaders {
  /** Absent: the object is empty. */
  readonly file?: FileId
  /** Of the content, in bytes: an encrypted file is longer. */
  readonly size: number
  /** Without the quotation marks: hex, of multipart objects with `-PARTS` behind it. */
  readonly etag: string
  readonly lastModified: string
  readonly storageClass: string
  readonly checksum?: ObjectChecksum
  readonly encryption?: ObjectEncryption
  readonly tags: readonly Tag[]
  /** Of multipart objects, in bytes and in order: GetObject by PartNumber. */
  readonly partSizes?: readonly number[]
}

/** A multipart upload under way: the object as it is to be, all but its content. */
export interface UploadRow extends ObjectHeaders {
  readonly bucket: string
  readonly key: string
  readonly uploadId: string
  readonly initiatedAt: string
  readonly initiator: string
  readonly storageClass: string
  readonly checksumAlgorithm?: ObjectChecksum['algorithm']
  readonly checksumType?: ObjectChecksum['type']
  readonly encryption?: ObjectEncryption
  readonly tags: readonly Tag[]
}

export interface PartRow {
  readonly file?: FileId
  readonly size: number
  readonly etag: string
  readonly lastModified: string
  readonly checksum?: ObjectChecksum
}

/** No bucket's name holds a slash: the ids of a bucket's objects stand together, in S3's order. */
export const objectRowId = (bucket: string, key: string): string => `${bucket}/${key}`

export const settingRowId = (bucket: string, kind: BucketSettingKind): string => `${bucket}/${kind}`

/** By key, as ListMultipartUploads lists them; ids of uploads hold no slash. */
export const uploadRowId = (bucket: string, key: string, uploadId: string): string =>
  `${bucket}/${key}/${uploadId}`

/** The number is padded: ids are ordered as text. */
export const partRowId = (uploadId: string, partNumber: number): string =>
  `${uploadId}/${String(partNumber).padStart(5, '0')}`

export const buckets: Table<BucketRow> = {
  name: 's3.buckets',
  indexes: { account: (bucket) => [bucket.account] },
}

export const bucketPolicies: Table<BucketPolicyRow> = { name: 's3.bucket-policies' }

export const bucketSettings: Table<BucketSettingRow> = { name: 's3.bucket-settings' }

export const objects: Table<ObjectRow> = { name: 's3.objects' }

export const uploads: Table<UploadRow> = {
  name: 's3.uploads',
  indexes: { uploadId: (upload) => [upload.uploadId] },
}

export const parts: Table<PartRow> = { name: 's3.parts' }
