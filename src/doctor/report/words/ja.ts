import type { Words } from './words.ts'

export const japanese: Omit<Words, 'policyNames'> = {
  findings: {
    'credentials/invalid': {
      fail: 'この認証情報は AWS に認識されません: {message}。キーポリシーの評価までは進んでいません',
    },
    'credentials/expired': {
      fail: 'この認証情報は有効期限が切れています: {message}。キーポリシーの評価までは進んでいません',
    },
    'key/other-region': {
      fail: 'キーはリージョン `{keyRegion}` にありますが、`{region}` に問い合わせました。`--region {keyRegion}` を付けて再実行してください',
      unknown:
        '`{asked}` はマルチリージョンキーの ID です。マルチリージョンキーはリージョンごとに別のキーで、リージョン `{region}` にはレプリカがない可能性があります。プライマリキーの `--region` を付けて再実行してください',
    },
    'alias/not-found': {
      fail: 'アカウント `{account}` のリージョン `{region}` にエイリアス `{asked}` はありません。`aws kms list-aliases` で探すか、別のリージョンを確認してください',
    },
    'key/not-found': {
      fail: 'アカウント `{account}` のリージョン `{region}` にキー `{asked}` はありません。`aws kms list-keys` で探すか、別のリージョンを確認してください',
    },
    'operation/not-cross-account': {
      fail: '`{action}` は別のアカウントのキーには使えません。キーの所有者は `{account}`、{principal} のアカウントは `{foreignAccount}` です。どのポリシーでも変えられません',
    },
    'key-policy/principal-deleted': {
      fail: 'キーポリシーが指す {gone} はもう存在しません。KMS は一意の ID で記録するため、同じ名前で作り直しても別のプリンシパルです',
    },
    'key-policy/principal-invalid': {
      fail: 'KMS は、あり得ないプリンシパルを含むキーポリシーを受け付けません。{policy} の {fault}',
      unknown: 'KMS は {policy} のプリンシパルを受け付けませんでした。{unseen}',
    },
    'principal/other-identity': {
      fail: 'キーポリシーが許可しているのは `{other}` ですが、使用中の認証情報は `{principal}` です (別のセッション、または別のアカウントの同名のプリンシパル)',
    },
    'key-policy/explicit-deny': {
      fail: 'キーポリシーのステートメント「{statement}」が {principal} の `{action}` を明示的に拒否しています。明示的な拒否はすべての許可に優先します',
    },
    'iam/explicit-deny': {
      fail: '{policy} のステートメント「{statement}」が `{action}` を明示的に拒否しています。明示的な拒否はすべての許可に優先します',
    },
    'boundary/explicit-deny': {
      fail: '{principal} のアクセス許可の境界が `{action}` を明示的に拒否しています: {boundary}',
    },
    'grant/grantee-deleted': {
      fail: 'グラント {grant} は `{action}` を許可しますが、もう存在しない {grantee} に付与されています。同じ名前で作り直しても別のプリンシパルです',
    },
    'session/explicit-deny': {
      fail: 'セッションポリシーが `{action}` を明示的に拒否しています',
      seen: 'セッションの開始時に渡された {policy} のステートメント「{statement}」が `{action}` を明示的に拒否しています',
    },
    'scp/explicit-deny': {
      fail: '組織のサービスコントロールポリシー (SCP) が `{action}` を明示的に拒否しています。組織の管理者が変更できます',
      seen: 'サービスコントロールポリシー (SCP) {policy} のステートメント「{statement}」が `{action}` を明示的に拒否しています。組織の管理者が変更できます',
    },
    'rcp/explicit-deny': {
      fail: '組織のリソースコントロールポリシー (RCP) が `{action}` を明示的に拒否しています。組織の管理者が変更できます',
      seen: 'リソースコントロールポリシー (RCP) {policy} のステートメント「{statement}」が `{action}` を明示的に拒否しています。組織の管理者が変更できます',
    },
    'vpc-endpoint/explicit-deny': {
      fail: 'リクエストが通った VPC エンドポイントのポリシーが `{action}` を明示的に拒否しています',
      seen: 'VPC エンドポイント {policy} のポリシーのステートメント「{statement}」が `{action}` を明示的に拒否しています',
    },
    'key-policy/statement-ineffective': {
      fail: 'キーポリシーのステートメント「{statement}」は効力がありません。`{element}` がないか、このキーを指していません',
    },
    'key-policy/condition-not-met': {
      fail: 'キーポリシーのステートメント「{statement}」は {principal} に `{action}` を許可していますが、このリクエストは条件を満たしません: {condition}',
    },
    'grant/constraint-not-met': {
      fail: 'グラント {grant} は {principal} に `{action}` を許可していますが、このリクエストは制約を満たしません: {constraint}',
    },
    'grant/operation-not-covered': {
      fail: 'グラント {grant} は {principal} に付与されていますが、`{action}` は含まれていません。含まれる操作: {operations}',
    },
    'key-policy/action-not-granted': {
      fail: 'キーポリシーのステートメント「{statement}」は {principal} を指定していますが、`{action}` は含まれていません',
    },
    'key-policy/account-statement-conditioned': {
      fail: 'このキーで IAM ポリシーが有効になる条件を、このリクエストは満たしません: ステートメント「{statement}」、{condition}',
    },
    'key-policy/account-statement-narrowed': {
      fail: 'キーポリシーはアカウント `{account}` の IAM ポリシーを有効にしていますが、`{action}` は対象外です。ステートメント「{statement}」の範囲が狭すぎます',
    },
    'key-policy/no-account-statement': {
      fail: 'どの IAM ポリシーでも `{action}` を許可できません。キーポリシーには、この操作についてアカウント `{account}` または {principal} を指定するステートメントがありません',
      pass: 'キーポリシーは `{action}` についてアカウント `{account}` の IAM ポリシーを有効にしています',
    },
    'key-policy/principal-not-named': {
      fail: 'キーポリシーは `{action}` を使えるプリンシパルを個別に指定しており、{principal} は含まれていません。IAM ポリシーを有効にしていた形跡もありません',
    },
    'key-policy/foreign-account-not-named': {
      fail: 'キーの所有者はアカウント `{account}` で、キーポリシーはアカウント `{foreignAccount}` の {principal} に `{action}` を許可していません',
      unknown:
        'キーの所有者はアカウント `{account}` です。キーポリシーがアカウント `{foreignAccount}` の {principal} に `{action}` を許可しているかどうかは、所有者のアカウントでしか確認できません',
    },
    'key-policy/service-not-named': {
      fail: 'キーポリシーに `{service}` へ `{action}` を許可するステートメントがありません。サービスには専用のステートメントが必要で、IAM ポリシーでは代用できません',
    },
    'iam/condition-not-met': {
      fail: '{policy} のステートメント「{statement}」は `{action}` を許可していますが、このリクエストは条件を満たしません: {condition}',
    },
    'iam/resource-mismatch': {
      fail: '{policy} のステートメント「{statement}」は `{action}` を許可していますが、このキーは対象外です。Resource は {resource} です',
    },
    'iam/no-allow': {
      fail: '{principal} の IAM ポリシーに `{action}` を許可するものがありません',
      pass: '{principal} の IAM ポリシーは `{action}` を許可しています',
      unknown:
        '{principal} の IAM ポリシーが `{action}` を許可しているかどうかは確認できませんでした',
    },
    'boundary/no-allow': {
      fail: '{principal} のアクセス許可の境界が `{action}` を許可していません: {boundary}',
    },
    'session/no-allow': { fail: 'セッションポリシーが `{action}` を許可していません' },
    'scp/no-allow': {
      fail: '`{action}` を許可する組織のサービスコントロールポリシー (SCP) がありません。組織の管理者が変更できます',
    },
    'vpc-endpoint/no-allow': {
      fail: 'リクエストが通った VPC エンドポイントのポリシーが `{action}` を許可していません',
    },
    'lockout/caller-not-covered': {
      fail: 'KMS は、送信者が後で変更できなくなるキーポリシーを受け付けません。{policy} は {principal} に `kms:PutKeyPolicy` を許可しておらず、アカウント `{account}` の IAM ポリシーにも任せていません{bypass}',
      unknown:
        '{principal} が後で変更できなくなるため、KMS は新しいキーポリシーを受け付けませんでした。ポリシーが {principal} を含まないか、IAM ポリシーに `kms:PutKeyPolicy` がないかのどちらかです。ポリシーをファイルに保存して `sparekey doctor [キー] --proposed ファイル` を実行すると、どちらなのか分かります',
    },
    'lockout/caller-iam-missing': {
      fail: 'KMS は、送信者が後で変更できなくなるキーポリシーを受け付けません。{policy} は IAM ポリシーに任せていますが、{principal} の IAM ポリシーはこのキーへの `kms:PutKeyPolicy` を許可していません',
      unknown:
        '{policy} は IAM ポリシーに任せています。{principal} の IAM ポリシーがこのキーへの `kms:PutKeyPolicy` を許可しているかは確認できませんでした',
    },
    'alias/other-half-missing': {
      fail: '`{action}` にはエイリアスとキーの両方への許可が必要です。{principal} は `{allowed}` に許可がありますが、`{missing}` にはありません',
    },
    'key/aws-managed': {
      fail: 'このキーは AWS マネージドキーです。キーポリシーは誰にも変更できず、そのサービスが所有者のアカウントで使うほかは許可できません。カスタマーマネージドキーが必要です',
    },
    'key/pending-deletion': {
      fail: 'キーは削除保留中です。削除をキャンセルするまで `{action}` は使えません',
    },
    'key/pending-import': {
      fail: 'キーはインポート保留中です。キーマテリアルをインポートするまで `{action}` は使えません',
    },
    'key/other-usage': {
      fail: 'キーは {usage} 用の {spec} キーです。どのポリシーでも `{action}` は使えません',
    },
    'key/unavailable': {
      fail: 'キーのキーストアが接続されていません。接続されるまで `{action}` は使えません',
    },
    'key/disabled': {
      fail: 'キーは無効になっています。有効にするまで `{action}` は使えません',
    },
    'key-policy/unmanageable': {
      fail: 'このキーポリシーはもう誰にも変更できません。PutKeyPolicy を呼び出せるプリンシパルが存在しません',
      unknown:
        'このキーポリシーを変更できる人がまだいるかどうかは、確認できなかったプリンシパルによります: {unseen}',
    },
    'trust/explicit-deny': {
      fail: '{role} はキーポリシーを修復できますが、{principal} の `sts:AssumeRole` が明示的に拒否されています',
    },
    'trust/cannot-assume': {
      fail: '{role} はキーポリシーを修復できますが、{principal} はこのロールを引き受けられません。信頼ポリシーが指定しているのは: {trusted}',
      pass: '{principal} は {role} を引き受けられます',
    },
    'evidence/simulator-differs': {
      fail: 'IAM のシミュレーターの判断が Sparekey と異なります',
      unknown:
        'アイデンティティポリシー、アクセス許可の境界、SCP について、`{action}` に対する IAM のシミュレーターの判断は {simulator}、Sparekey の判断は {engine} です。どちらかに見落としがあります',
    },
    'evidence/incomplete': {
      fail: '確認できた範囲では原因を特定できません',
      unknown:
        '確認できた範囲では `{action}` の結果を判断できません。実際に試すのはキーポリシーの読み取りだけです',
    },
  },
  remedies: {
    'restore-account-statement':
      'ステートメント「{statement}」を元に戻し、アカウント {account} の IAM ポリシーを再び有効にします。ほかのステートメントは変えません',
    'widen-account-statement':
      'ステートメント「{statement}」の範囲を元に戻し、アカウント {account} の IAM ポリシーを再び有効にします。ほかのステートメントは変えません',
    'lift-condition': 'ステートメント「{statement}」の条件を外します。ほかは変えません',
    'complete-statement':
      'ステートメント「{statement}」に欠けている要素を補います。ほかは変えません',
    'name-principal': 'キーポリシーに {named} を指定します。ほかは変えません',
    'name-service':
      'キーポリシーにステートメント「{statement}」を追加し、{named} にキーの使用を許可します。ほかは変えません',
    'renew-grant':
      'グラント {grant} を、現在の {principal} に対して作り直します。古いグラントは誰にも使えず、取り消せます',
    'lift-deny':
      'ステートメント「{statement}」の明示的な拒否の対象から、呼び出し元だけを外します。ほかは変えません',
    'add-account-statement':
      'ステートメント「{statement}」を加え、アカウント {account} の IAM ポリシーを有効にします。ほかのステートメントは変えません',
    'correct-principals':
      '次のプリンシパルを直します。何を指していたか分からないものは取り除きます: {corrected}。ほかは変えません',
    'create-service-linked-role':
      'ポリシーに書かれた、サービスにリンクされたロールを作成します: {roles}。ポリシーは変えずに、その後で設定できます',
    'share-with-account':
      'キーポリシーに、{named} に {actions} だけを許可するステートメントを追加します。ほかは変えません。相手のアカウントの IAM ポリシーでも許可が必要です',
    'allow-in-iam': '{principal} にこのキーの {actions} だけを許可する IAM ポリシーを追加します',
    'exempt-in-iam':
      '{policy} のステートメント「{statement}」の明示的な拒否から、このキーの {actions} だけを外します。ほかは拒否されたままです。このポリシーを持つすべてのプリンシパルに適用されます',
    'allow-in-boundary':
      'アクセス許可の境界 {policy} に、このキーの {actions} だけを追加します。この境界を持つすべてのプリンシパルに適用されます',
    'exempt-in-boundary':
      'アクセス許可の境界 {policy} のステートメント「{statement}」の明示的な拒否から、このキーの {actions} だけを外します。ほかは拒否されたままです。この境界を持つすべてのプリンシパルに適用されます',
    'change-scp':
      '組織の管理アカウント、またはポリシーの委任管理者が、サービスコントロールポリシー {policy} を変更します。変更後の文書を用意しました。メンバーアカウントでは、ルートユーザーを含めて誰にも変更できません',
    'change-rcp':
      '組織の管理アカウント、またはポリシーの委任管理者が、リソースコントロールポリシー {policy} を変更します。変更後の文書を用意しました。メンバーアカウントでは、ルートユーザーを含めて誰にも変更できません',
    'change-vpc-endpoint':
      'VPC エンドポイントの管理者がエンドポイントポリシーを変更します。変更後の文書を用意しました。それまでは、このエンドポイントを通らない経路で KMS を使えます',
    'change-session-policy':
      'セッションを開始する人が、このキーの {actions} を許可するセッションポリシーを渡すか、セッションポリシーを渡さずに、新しいセッションを開始します。開始後のセッションポリシーは変更できません',
    'ask-iam-administrator':
      'アカウント {principalAccount} の IAM 管理者が、{principal} の {actions} を妨げているポリシーを探し、このキーを例外にします。そのポリシーはここからは見えないか、AWS 管理ポリシーです。AWS 管理ポリシーの場合は、別のポリシーに付け替えます',
    'ask-organization':
      '組織の管理アカウント、またはポリシーの委任管理者が、このキーについて {principal} の {actions} を妨げているポリシーを探し、例外を設けます。メンバーアカウントでは、ルートユーザーを含めて誰にも変更できません',
    'ask-vpc-endpoint-owner':
      'VPC エンドポイントの管理者が、エンドポイントポリシーでこのキーの {actions} を許可します。それまでは、このエンドポイントを通らない経路で KMS を使えます',
    'ask-key-owner':
      'キーを所有するアカウント {account} のプリンシパルが、そのアカウントで実行する必要があります。キーポリシー、IAM ポリシー、グラントのどれを使っても、別のアカウントからは実行できません',
    'enable-key': 'キーを有効にします。ポリシーは変えません',
    'cancel-key-deletion': 'キーの削除をキャンセルし、再び使えるようにします。ポリシーは変えません',
    'import-key-material':
      'キーマテリアルを持っている人が、もう一度インポートします (GetParametersForImport、ラップ、ImportKeyMaterial)。以前とまったく同じキーマテリアルが必要です。AWS は写しを保管していないため、コマンドだけで復元することはできません',
    'connect-key-store':
      'カスタムキーストアの管理者が、外部キーストアプロキシの応答を確かめてから、接続し直します (ConnectCustomKeyStore)。接続されていない理由は DescribeCustomKeyStores が示します。ポリシーを変える必要はありません',
    'use-fitting-key':
      '{actions} 用に作成されたキーを使います。キーの使用方法は作成時に決まり、後から変えられません',
    'own-key':
      'カスタマーマネージドキーを作成し、サービスにそのキーを使わせてください。AWS マネージドキーのポリシーは誰にも変更できません',
    'become-named-identity': 'キーポリシーが許可している {other} を使います。何も変更しません',
    'ask-in-region': 'キーのあるリージョン {region} で、同じことを調べます。何も変更しません',
    'use-alias': '最も近い名前の {key} について、同じことを調べます。何も変更しません',
    'renew-credentials':
      'サインインし直すか、別の認証情報 (--profile) を使って、もう一度調べてください。`aws sts get-caller-identity` で、誰の認証情報かを確認できます',
    'aws-support': '誰にも管理できないキーのポリシーを変更できるのは AWS サポートだけです',
  },
  questions: {
    'sts:GetCallerIdentity': '問い合わせている人',
    'kms:GetKeyPolicy': '現在有効なキーポリシー',
    'kms:DescribeKey': 'キーの状態',
    'kms:ListGrants': 'キーのグラント',
    'organizations:DescribeOrganization':
      'サービスコントロールポリシーとリソースコントロールポリシー',
    'organizations:ListParents':
      'サービスコントロールポリシーとリソースコントロールポリシー (管理アカウントか委任された管理者のアカウントで確認できます)',
    'organizations:ListPoliciesForTarget':
      'サービスコントロールポリシーとリソースコントロールポリシー',
    'organizations:DescribePolicy':
      'サービスコントロールポリシーやリソースコントロールポリシーの内容',
    'ec2:DescribeVpcEndpoints': 'VPC エンドポイントのポリシー',
    'iam:SimulatePrincipalPolicy': 'IAM Policy Simulator の結果',
    'kms:ListAliases': 'エイリアスが指すキー',
    'cloudtrail:DescribeTrails': '古いイベントの配信先の証跡',
    'cloudtrail:LookupEvents': '最後に確認できるキーポリシーと、それを変更した人',
    'iam:GetUser': 'ユーザーの有無、作成日時、アクセス許可の境界',
    'iam:GetRole': 'ロールの有無、作成日時、引き受けられる人',
    other: 'IAM ポリシーの内容',
  },
  becoming: {
    self: 'あなた自身',
    assume: 'AssumeRole で引き受けられます',
    chain: '別のロールを順に経由して引き受けられます',
    reopen: '信頼ポリシーにあなたを追加すれば引き受けられます (変更する権限があります)',
    other: 'そのプリンシパル自身の認証情報が必要です',
  },
  layers: { identity: 'IAM ポリシー', boundary: 'アクセス許可の境界', keyPolicy: 'キーポリシー' },
  says: {
    allow: '許可',
    silent: '許可なし (暗黙的な拒否)',
    deny: '明示的な拒否',
    unknown: '確認できず',
    notApplicable: 'なし',
  },
  report: {
    where: 'アカウント {account} · リージョン {region} · {endpoint}',
    awsEndpoint: 'AWS',
    allowed: '{principal} は {key} に対して {actions} を使えます。',
    denied: '{principal} は {key} に対して {actions} を使えません:',
    proposedAllowed:
      'KMS は {key} のキーポリシーとして {proposed} を {principal} から受け付けます。',
    proposedRefused:
      'KMS は {key} のキーポリシーとして {proposed} を {principal} から受け付けません:',
    proposedRefusedUnseen: 'KMS は {principal} からの {proposed} を拒否しました:',
    proposedUnknown:
      'KMS が {key} のキーポリシーとして {proposed} を {principal} から受け付けるかは分かりません。',
    nameTheKey:
      'どのキーについてのエラーなのか、テキストからは分かりません。キー ID、ARN、エイリアスのいずれかを指定してください: `sparekey doctor キー --from-error テキスト`',
    fromTitle: 'テキストから読み取ったこと',
    fromAction: 'アクション',
    fromKey: 'キー',
    fromVia: '経由',
    fromContext: 'コンテキスト',
    deniedOne: '{principal} は {key} に対して {actions} を使えません。',
    cannotTell: '{principal} が {key} に対して {actions} を使えるかどうかは判断できません。',
    why: '理由',
    whoAsks: '呼び出し元',
    awsSays: 'AWS の回答',
    otherFindings: 'そのほかに分かったこと',
    currentPolicy: '現在有効なキーポリシー',
    lastKnownPolicy: '最後に確認できるキーポリシー ({eventTime} の {eventName} の時点)',
    noPolicy: '以前のキーポリシーは見つかりませんでした',
    gap: '検索できなかった期間: {to} より前。イベント履歴の保持期間は 90 日です。それより古いイベントは、証跡があればそのログに残っています。Athena で検索してください',
    gapWhole:
      'イベント履歴に、このキーのポリシーに関するイベントはありません。保持期間は 90 日です。それより古いイベントは、証跡があればそのログに残っています。Athena で検索してください',
    change: '変更の内容',
    changedBy: '{eventTime}  {eventName}  実行者 {by}  送信元 {sourceIPAddress}',
    bypassed: 'ポリシーのロックアウト安全性チェックをバイパスしています',
    attemptDenied: '{eventTime}  {eventName}  実行者 {by}  送信元 {sourceIPAddress}: アクセス拒否',
    attemptRefused: '{eventTime}  {eventName}  実行者 {by}  送信元 {sourceIPAddress}: 却下',
    noDifference: '同じ内容のポリシー',
    whoCan: '修復できるプリンシパル',
    nobody: 'このアカウントには誰もいません',
    whatToType: '実行するコマンド',
    orAwsCli: 'AWS CLI を使う場合:',
    whatChanges: '{changes}。',
    gains: '新たに可能になること: {gains}',
    loses: '失われるもの: {loses}',
    proved:
      'ポリシーエンジンで事前に検証済みです。変更後はアクセスでき、ロックアウト安全性チェックも通ります。',
    provedInIam: 'ポリシーエンジンで事前に検証済みです。変更後はアクセスできます。',
    notProved: '検証は完了していません。関係するポリシーの一部を確認できませんでした。',
    support: '解決できるのは AWS サポートだけです: https://console.aws.amazon.com/support',
    supportCase:
      'キーを所有するアカウントのルートユーザーとしてケースを作成し、キーを伝えてください: {key}。ルートユーザーであるだけではキーにアクセスできません。また、GetKeyPolicy と PutKeyPolicy はグラントでは許可できません。',
    unseen: '確認できなかったことと、確認に必要なアクセス許可',
    unseenAdvice:
      'これらのアクセス許可を持つ人が同じコマンドを実行すると、より詳しく分かります。キーを管理するロールを引き受けられる場合は、どれも必要ありません。`sparekey recover キー --as ロール` はそのロールとしてポリシーを読み取り、`--apply` を付けると修復します。',
    theseCredentials: 'この認証情報の持ち主',
    everybody: 'すべて',
    condition: '条件',
    firstVersion: '最初のキーポリシー:',
    historyTitle: 'イベント履歴から見た {key} のキーポリシー',
    noHistory: 'このキーのポリシーに関するイベントは見つかりませんでした。',
    gapTooMany:
      '検索できなかった期間: {to} より前。この種類のイベントが多すぎて、イベント履歴ではたどりきれません',
    gapInterrupted: '検索できなかった期間: {to} より前。検索は中断されました',
    gapInterruptedWhole: 'このキーのポリシーに関するイベントが見つかる前に、検索は中断されました',
    gapRefused: 'イベント履歴を検索できませんでした',
    gapInLogs:
      '{to} より前のイベントは見つかりませんでした。キーポリシーはあったはずですが、検索したログには含まれていません',
    gapInLogsWhole: '検索したログに、このキーのポリシーに関するイベントはありません',
    delivered: '証跡 {trail} が、このリージョンのイベントを {logs} に配信しています。検索するには:',
    searchedTitle: '検索した場所',
    sourceEventHistory: 'イベント履歴',
    sourceAthena: 'テーブル',
    sourceLogFiles: 'ログファイル',
    searchedAll: 'イベント {events} 件',
    searchedFiles: 'イベント {events} 件 (ファイル {files} 個)',
    searchedBytes: 'イベント {events} 件 (読み取り {bytes})',
    searchedSince: '{from} 以降',
    searchedUntil: '{to} まで',
    searchedPartly: '一部は読み取れませんでした',
    searchedNot: '検索できませんでした',
    searchedNotAgreed: 'Athena の料金がかかるため、検索していません',
    searchedNoTrail: 'このリージョンを記録する証跡はありません',
    searchedNoTable: 'このログを読むテーブルはありません',
    outputHint: '--output s3://バケット/プレフィックス で、Athena の結果の出力先を指定できます',
    needs: '(必要な権限: {permission})',
    eventId: 'イベント ID {eventId}',
    withAgent: 'クライアント {userAgent}',
    accessGained: '{principal} が新たに使えるもの: {actions}',
    accessLost: '{principal} が使えなくなるもの: {actions}',
    accessChanged: '{principal} の条件が変わるもの: {actions}',
    accessAccount: 'アカウント {account} (IAM ポリシーによる)',
    andMore: 'ほか {count} 個',
    keptIn: '保存先: {file}',
    declaredTitle: 'ファイルの宣言 (実際に有効だったかどうかは未確認)',
    declaredHere: '{address} (このキーのもの)',
    declaredAny: '{address} (どのキーのものか、テンプレートからは分かりません)',
    declaredDiffers: '最後に確認できるバージョンとの違い:',
    policyAt: '{time} に有効だったキーポリシー ({eventTime} の {eventName} による)',
    policyAtUnknown: '{time} のキーポリシーは分かりません',
    proposeTable: 'このログを読むテーブルはありません。次の文で {table} を作成します:',
    proposeQuery:
      'クエリはテーブル {table} から、オブジェクト {objects} 個、{bytes} を読み取ります',
    proposeAtLeast:
      'クエリはテーブル {table} から、オブジェクト {objects} 個以上、{bytes} 以上を読み取ります',
    proposeAtMost:
      'クエリはテーブル {table} から、オブジェクト {objects} 個、最大 {bytes} を読み取ります',
    proposeUnknown: 'クエリがテーブル {table} から読み取る量は分かりません: {reason}',
    proposeCost:
      'Athena のクエリには、読み取った量に応じて料金がかかります。多くのリージョンで 1 TB あたり 5 USD、最低 10 MB 分です',
    stepLookingUp: 'イベント履歴: {pages} ページ',
    stepListing: 'クエリが読み取る量を確認中: オブジェクト {objects} 個',
    stepQuerying: 'Athena: {state}',
    stepReading: 'ログファイル: {files} 個を読み取り済み',
  },
}
