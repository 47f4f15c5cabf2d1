import type { failures as english } from '../en/failures.ts'

export const failures: typeof english = {
  sentences: {
    NoLink: 'このブラウザはもう使えません。ターミナルに表示された新しいリンクを開いてください。',
    Unreachable: 'コンソールが応答しません。Sparekey は動いていますか?',
    SignedOut: 'サインインが切れました。',
    NotAgreed: '何も変更していません。アカウントが確認されませんでした。',
    NoSuchPlan: 'この計画はもう保持されていません。作成し直してください。',
    NotUnderstood: 'このテキストに KMS による拒否は見つかりません。',
    ConfirmAccount: '何も変更していません。アカウントが違います。',
  },
  denied: 'アクセスが拒否されました',
  missing: '不足している許可:',
  failed: '実行できませんでした',
  diagnose: '理由をドクターに聞く',
  ended: {
    NoLink: {
      title: 'このブラウザはもう使えません',
      says:
        '長い間操作がなかったか、使用済みのリンクで開かれたか、Sparekey が再起動されました。' +
        'Sparekey を実行しているターミナルの最後のリンクを開いてください。' +
        'リンクは 1 回だけ使えます。',
    },
    SignedOut: {
      title: 'サインアウトしました',
      says: 'サインインすると、続きから操作できます。',
    },
    Expired: {
      title: 'セッションの有効期限が切れました',
      says:
        'AWS はこの認証情報を受け付けなくなりました。もう一度サインインすると、続きから操作できます。' +
        'IAM Identity Center のプロファイルでは、先にターミナルで `aws sso login` が必要な場合があります。',
    },
  },
  idle: {
    title: '操作を続けますか?',
    says: (seconds) =>
      `しばらく操作がありません。あと ${seconds} 秒でこのブラウザは使えなくなります。`,
    saysEnd: (seconds) =>
      `このブラウザの利用時間はあと ${seconds} 秒です。ターミナルの最後のリンクで開き直せます。`,
    stay: 'サインインを続ける',
  },
}
