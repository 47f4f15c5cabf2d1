/** S3's second id of a request is opaque; ours says nothing that the first does not. */
export const hostId = (requestId: string): string => Buffer.from(requestId).toString('base64')
