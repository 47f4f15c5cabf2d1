import type { signIn as english } from '../en/sign-in.ts'

export const signIn: typeof english = {
  signIn: {
    title: 'サインイン',
    onStack: (endpoint) => `Sparekey スタック ${endpoint}`,
    onAws: 'このマシンのプロファイルで AWS へ',
    profiles: 'このスタックのユーザー',
    profile: 'プロファイル',
    profilesHint: '認証情報ファイルのプロファイルです。クリックするとサインインします。',
    profileHint: 'コンソールの起動時に指定されたプロファイルです。クリックするとサインインします。',
    ofAccount: (account) => `アカウント ${account}`,
    otherProfiles: 'その他のプロファイル',
    rootUser: 'ルートユーザー',
    continueAs: (name) => `${name} でサインイン`,
    noProfiles: 'プロファイルがありません。',
    back: (name) => `${name} に戻る`,
    lab: 'ラボのロックアウト',
    labHint: '管理者が alias/payroll のポリシーを読むことも変えることもできません。登場人物:',
    labPeople: {
      admin: '締め出された管理者。IAM ポリシーではすべて許可されています。',
      deployer: 'ほかの全員を締め出すキーポリシーを設定したデプロイ。',
      administrator:
        'キーポリシーにまだ名前のあるロール。admin が引き受けられます。これが復旧の道です。',
    },
    key: 'アクセスキーを使う',
    accessKeyId: 'アクセスキー ID',
    secretAccessKey: 'シークレットアクセスキー',
    sessionToken: 'セッショントークン - 省略可能',
    submit: 'サインイン',
    kept: '認証情報はローカルのプロセスに留まり、ページには渡りません。',
  },
  person: {
    signOut: 'サインアウト',
    switchAccount: '別のユーザーでサインイン',
    assumeRole: 'ロールの切り替え',
    roleArn: 'ロールの ARN または名前',
    roleHint: '名前だけの場合は、このアカウントのロールです。',
    leaveRole: (name) => `${name} に戻る`,
    assume: 'ロールの切り替え',
    recentRoles: '最近使用したロール',
    assumable: '引き受けられるロール',
    noAssumable: '引き受けられるロールは IAM では見つかりません。',
    notAllSeen: (by) => `ほかにもあるかもしれません (${by} が拒否されました)。`,
    verdicts: {
      allowed: '',
      conditional: '条件付き',
      elsewhere: '相手のアカウントの許可が必要',
    },
    rootCannot: 'AWS ではルートユーザーはロールを引き受けられません。',
  },
  place: {
    stack: (endpoint) => `Sparekey スタック ${endpoint}`,
    aws: (account, by) => `AWS アカウント ${account}、${by} - 実際の AWS です`,
    elsewhere: (endpoint, account, by) =>
      `${endpoint}、アカウント ${account}、${by} - Sparekey スタックではありません`,
    byProfile: (profile) => `プロファイル ${profile}`,
    byRole: (role) => role,
  },
  agreement: {
    title: '実際の AWS アカウントを変更しますか?',
    titleElsewhere: 'Sparekey スタックではない場所を変更しますか?',
    says: (what, account) =>
      `${what} は AWS アカウント ${account} を変更します。続けるにはアカウント ID を入力してください。`,
    account: 'アカウント ID',
    wrong: '別のアカウントです。',
    change: '変更する',
  },
}
