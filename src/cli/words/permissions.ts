import type { Language } from '../terminal.ts'

const en = {
  delegation:
    'Permissions on keys count only where the key policy lets the account decide, or names you. ' +
    'Whatever is missing, the command says what it could not see.',
  apply: 'kms:PutKeyPolicy is for the principal that --as names, not for you.',
  buckets: 'Name your own buckets in the place of arn:aws:s3:::* .',
}

const ja: typeof en = {
  delegation:
    'キーへの許可は、キーポリシーがアカウントに判断を委ねているか、あなたを指定している場合にだけ有効です。' +
    '足りない許可があっても、コマンドは見えなかったものを示します。',
  apply: 'kms:PutKeyPolicy は、あなたではなく --as で指定するプリンシパルに必要です。',
  buckets: 'arn:aws:s3:::* の代わりに自分のバケットを指定してください。',
}

export const permissionWords = (language: Language) => (language === 'ja' ? ja : en)
