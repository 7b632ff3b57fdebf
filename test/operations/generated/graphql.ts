/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** 被瞒报、谎报的事故，选择该类事项时必填，至少写明一项。The accident that was concealed or falsely reported; at least one of its fields. */
export type AccidentInput = {
  /** 遗体、医院等线索，2 到 2000 字。Clues such as where the dead and the injured were taken, 2 to 2000 characters. */
  clues?: string | null | undefined;
  /** 死亡人数。How many died. */
  deaths?: number | null | undefined;
  /** 如何瞒报、谎报，2 到 2000 字。How it was concealed, 2 to 2000 characters. */
  howConcealed?: string | null | undefined;
  /** 受伤人数。How many were injured. */
  injuries?: number | null | undefined;
  /** 事故时间。When it happened. */
  occurredAt?: string | null | undefined;
  /** 事故地点，2 到 300 字。Where, 2 to 300 characters. */
  place?: string | null | undefined;
};

/** 生产安全事故等级（国务院令493号第三条）。Level of an accident. */
export type AccidentLevel =
  /** 较大事故。3 to 9 deaths. */
  | 'CONSIDERABLE'
  /** 特别重大事故。30 deaths or more. */
  | 'EXTRAORDINARY'
  /** 重大事故。10 to 29 deaths. */
  | 'MAJOR'
  /** 一般事故。Fewer than 3 deaths. */
  | 'ORDINARY';

/** 机关类别。Kind of authority. */
export type AuthorityKind =
  /** 部所属事业单位。Institution of the ministry. */
  | 'AFFILIATED_INSTITUTION'
  /** 应急管理部门。Emergency-management department. */
  | 'EMERGENCY_MANAGEMENT'
  /** 矿山安全监察机构。Mine-safety bureau. */
  | 'MINE_SAFETY'
  /** 部机关司局。Division of the ministry. */
  | 'MINISTRY_DIVISION'
  /** 负有安全生产监管职责的其他部门，举报转告其办理。Another department: reports are referred to it. */
  | 'OTHER_DEPARTMENT'
  /** 新疆生产建设兵团。Of 兵团, which has no division. */
  | 'XPCC';

/** 案件状态。State of a case. */
export type CaseState =
  /** 已受理。Accepted for verification. */
  | 'ACCEPTED'
  /** 已分办。Assigned to who verifies it. */
  | 'ASSIGNED'
  /** 已归档。Closed. */
  | 'CLOSED'
  /** 已作出结论。There is a conclusion. */
  | 'CONCLUDED'
  /** 已并案。Merged into another case. */
  | 'MERGED'
  /** 复查中。Re-examined after an objection. */
  | 'REEXAMINING'
  /** 已转告。Referred to a department outside. */
  | 'REFERRED'
  /** 不予受理。Refused. */
  | 'REFUSED'
  /** 甄别中。Being screened. */
  | 'SCREENING'
  /** 待补充。The reporter is asked for more. */
  | 'SUPPLEMENT_REQUESTED'
  /** 核查中。Being verified. */
  | 'VERIFYING'
  /** 已撤回。Withdrawn by the reporter. */
  | 'WITHDRAWN';

/** 举报渠道。The way a report came in. */
export type Channel =
  /** 电子邮件。E-mail. */
  | 'EMAIL'
  /** 传真。A fax. */
  | 'FAX'
  /** 12345 热线。The hotline 12345. */
  | 'HOTLINE_12345'
  /** 12350 举报电话。The hotline 12350. */
  | 'HOTLINE_12350'
  /** 来信。A letter. */
  | 'LETTER'
  /** 其他机关转来。Transferred by another authority. */
  | 'TRANSFER'
  /** 来访。A visit in person. */
  | 'VISIT'
  /** 网站。The web site. */
  | 'WEB'
  /** 微信小程序。The WeChat mini-program. */
  | 'WECHAT_MINI';

/** 同意的内容与声明。What the reporter agreed to and declared. */
export type ConsentInput = {
  /** 所作声明文字的版本（reportForm.consents），默认 1。Version of the declaration’s words, 1 by default. */
  declarationVersion?: number | null | undefined;
  /** 声明内容属实。Declares the report to be true. */
  declaredTrue: boolean;
  /** 已阅读的举报须知版本。Version of the reporting notice that was read. */
  noticeVersion: number;
  /** 已阅读的隐私说明版本。Version of the privacy explanation that was read. */
  privacyVersion: number;
  /** 单独同意的事项，可不填，以后随时可给予或撤回。What is agreed to separately; none is needed, and each can be given or withdrawn later. */
  separate?: Array<SeparateConsentInput> | null | undefined;
};

/** 同意或声明的事项。What was agreed to or declared. */
export type ConsentKind =
  /** 举报须知。The reporting notice. */
  | 'NOTICE'
  /** 接收短信通知。Neutral notices by SMS, to an address the server can open. */
  | 'NOTICES_BY_SMS'
  /** 接收微信订阅消息。Neutral notices by WeChat. */
  | 'NOTICES_BY_WECHAT'
  /** 属其他部门职责时，将举报内容转给该部门。Passing the content on to the department that answers for it. */
  | 'PASSING_ON'
  /** 隐私说明。The privacy explanation. */
  | 'PRIVACY'
  /** 以去除身份信息的典型案例公开。Publication as a de-identified case. */
  | 'PUBLICATION'
  /** 真实性声明。The declaration that the report is true. */
  | 'TRUTH';

/** 代录举报的同意方式。What shows that the reporter agreed to notice and privacy explanation. */
export type ConsentManner =
  /** 来件附有本人签署的同意书。A signed consent came with the letter, e-mail or fax. */
  | 'ENCLOSED'
  /** 来件未附同意书，依法定职责受理（个人信息保护法第十三条）；来电、来访不适用。Nothing was enclosed; taken in by statutory duty. Not for calls and visits. */
  | 'NOT_GIVEN'
  /** 已向举报人宣读并取得口头同意。Read out to the reporter, who agreed by word of mouth. */
  | 'READ_OUT';

/** 举报事项所在位置的坐标。The coordinates of the matter, never of the reporter. */
export type CoordinateInput = {
  /** 坐标系；微信给出的是 GCJ02。The datum; WeChat gives GCJ02. */
  datum: Datum;
  /** 纬度。Latitude in degrees. */
  latitude: number;
  /** 经度。Longitude in degrees. */
  longitude: number;
};

/** 坐标系。The datum of a pair of coordinates. */
export type Datum =
  /** BD-09，百度地图所用。What Baidu uses. */
  | 'BD09'
  /** GCJ-02，国内公开地图（含微信）所用。What published maps of China use, WeChat too. */
  | 'GCJ02'
  /** WGS-84，卫星定位所用。What satellites give. */
  | 'WGS84';

/** 对话的一方。A side of the dialogue. */
export type DialogueSide =
  /** 受理机关，不显示个人。The authority; no person is named. */
  | 'AUTHORITY'
  /** 举报人。The reporter, who stays as anonymous as the report is. */
  | 'REPORTER';

/** 该事项是否已由法院、仲裁、其他部门或调解机构受理，必须作答。Whether the matter is in other hands already; it must be answered. */
export type ElsewhereInput = {
  /** 在哪里；没有则选 NONE。Where; NONE where nowhere. */
  kind: ElsewhereKind;
  /** 案号或受理编号，2 到 100 字。Its number there, 2 to 100 characters. */
  number?: string | null | undefined;
};

/** 该事项是否已由其他机关受理或处理。Where else the matter already is. */
export type ElsewhereKind =
  /** 仲裁机构。An arbitration body. */
  | 'ARBITRATION'
  /** 人民法院。A court. */
  | 'COURT'
  /** 社会调解机构。A mediation body. */
  | 'MEDIATION'
  /** 没有。Nowhere, as far as the reporter knows. */
  | 'NONE'
  /** 其他行政管理部门。Another department. */
  | 'OTHER_DEPARTMENT';

/** 证据材料类别。Kind of evidence. */
export type EvidenceKind =
  /** 录音：MP3、M4A、AMR、WAV。A recording. */
  | 'AUDIO'
  /** 文件：PDF、docx、xlsx。A document. */
  | 'DOCUMENT'
  /** 照片：JPEG、PNG、WebP、GIF、HEIC。A photo. */
  | 'PHOTO'
  /** 视频：MP4、MOV。A video. */
  | 'VIDEO';

/** 材料未通过检查的原因。Why a file was refused. */
export type EvidenceRefusal =
  /** 文件不完整或已损坏，请检查后重新上传。The file is cut off or damaged. */
  | 'DAMAGED'
  /** 文件未通过病毒检查，不能接收。The file did not pass the virus scan. */
  | 'INFECTED'
  /** 文件内容与所选类别不符，请选择正确的类别后重新上传。The content is not of the kind that was announced. */
  | 'MISLABELLED'
  /** 文件中夹带了其他格式的内容，不能接收，请上传原始文件。The file is of two formats at once. */
  | 'POLYGLOT'
  /** 图片像素过大，请降低分辨率后重新上传。The image has too many pixels. */
  | 'TOO_MANY_PIXELS'
  /** 无法识别或不支持这种文件。可上传照片（JPEG、PNG、WebP、GIF、HEIC）、视频（MP4、MOV）、录音（MP3、M4A、AMR、WAV）和文件（PDF、docx、xlsx）。The file is of no known or accepted type. */
  | 'UNKNOWN_TYPE';

/** 证据材料状态。How far a file has come. */
export type EvidenceState =
  /** 已收到，正在检查。All of it has arrived and is being checked. */
  | 'CHECKING'
  /** 已接收。Checked and kept. */
  | 'READY'
  /** 检查未通过，文件已删除，请重新上传。Refused; nothing of the file is kept. */
  | 'REFUSED'
  /** 上传中，可续传。Not all of it has arrived; the upload can be resumed. */
  | 'UPLOADING';

/** 要上传的证据材料。A file about to be uploaded. */
export type EvidenceUploadInput = {
  /** 类别，须与内容相符。Its kind, which its content must agree with. */
  kind: EvidenceKind;
  /** 文件名，加密保存。The name of the file; kept sealed. */
  name: string;
  /** 大小（字节）。Its exact size in bytes. */
  sizeBytes: number;
};

/** 举报的事实。The facts. */
export type FactsInput = {
  /** 开始时间。When it began. */
  from?: string | null | undefined;
  /** 是否仍在持续。Whether it still goes on. */
  ongoing?: boolean | null | undefined;
  /** 结束时间。When it ended. */
  to?: string | null | undefined;
  /** 发生了什么，10 到 5000 字。What happened, 10 to 5000 characters. */
  what: string;
  /** 时间说明，如“近一个月夜班”。When, in words. */
  when?: string | null | undefined;
  /** 在单位内的具体位置。Where inside the site. */
  where?: string | null | undefined;
  /** 涉及的人员或岗位。Who is involved. */
  who?: string | null | undefined;
};

/** 如何获知新进展。How the reporter wants to hear of news. */
export type FeedbackPreference =
  /** 仅凭查询码自行查询，不留任何地址。By looking with the receipt; no address is left. */
  | 'RECEIPT_ONLY'
  /** 短信提示，不含举报内容。A neutral SMS. */
  | 'SMS'
  /** 微信订阅消息提示，不含举报内容。A neutral message by WeChat. */
  | 'WECHAT';

/** 何时必填。When a field must be filled in. */
export type FieldNeed =
  /** 必填。Always. */
  | 'ALWAYS'
  /** 选填。Never. */
  | 'OPTIONAL'
  /** 举报瞒报谎报事故时填写，其他事项不得填写。For CONCEALED_OR_FALSE_ACCIDENT; refused for the rest. */
  | 'WHEN_CONCEALED_OR_FALSE'
  /** 选择接收通知时必填。Where notices are chosen. */
  | 'WHEN_NOTICES'
  /** 实名举报必填，匿名举报不得填写。For real name; refused for anonymous. */
  | 'WHEN_REAL_NAME';

/** 举报人身份，仅实名举报填写；不能在前端封存时使用，到达服务器即封存。The reporter’s identity, where the front end cannot seal it; sealed on arrival. */
export type IdentityInput = {
  /** 通信地址。Postal address. */
  address?: string | null | undefined;
  /** 电子邮箱。E-mail. */
  email?: string | null | undefined;
  /** 姓名。Name. */
  name: string;
  /** 联系电话。Telephone. */
  phone: string;
};

/** 联名举报人，封套与身份二者填一。Who signs together with the reporter: an envelope or an identity. */
export type JointReporterInput = {
  /** 身份。The identity. */
  identity?: IdentityInput | null | undefined;
  /** 前端封好的封套，base64。An envelope sealed by the front end, base64. */
  identityEnvelope?: string | null | undefined;
};

/** 典型案例的法律依据。What a typical case rests on in law. */
export type LegalBasis =
  /** 生产安全事故报告和调查处理条例。Regulation on reporting and investigating accidents. */
  | 'ACCIDENT_REPORTING_REGULATION'
  /** 中华人民共和国行政处罚法。Administrative Penalty Law. */
  | 'ADMINISTRATIVE_PENALTY_LAW'
  /** 中华人民共和国刑法。Criminal Law. */
  | 'CRIMINAL_LAW'
  /** 生产经营单位从业人员安全生产举报处理规定。Provisions on reports by employees. */
  | 'EMPLOYEE_REPORT_PROVISIONS'
  /** 烟花爆竹安全管理条例。Regulation on fireworks. */
  | 'FIREWORKS_REGULATION'
  /** 危险化学品安全管理条例。Regulation on hazardous chemicals. */
  | 'HAZARDOUS_CHEMICALS_REGULATION'
  /** 安全生产事故隐患排查治理暂行规定。Provisions on finding and removing hazards. */
  | 'HAZARD_MANAGEMENT_PROVISIONS'
  /** 地方性法规、规章。Rules of the place. */
  | 'LOCAL_RULES'
  /** 行业重大事故隐患判定标准。Criteria of major hazards of the sector. */
  | 'MAJOR_HAZARD_CRITERIA'
  /** 中华人民共和国矿山安全法。Mine Safety Law. */
  | 'MINE_SAFETY_LAW'
  /** 安全生产领域举报奖励办法。Measures on rewards for reports. */
  | 'REWARD_MEASURES'
  /** 中华人民共和国安全生产法。Work Safety Law. */
  | 'WORK_SAFETY_LAW';

/** 瞒报或谎报（可多选）。Concealed or falsely reported; both may apply. */
export type MatterSubKind =
  /** 瞒报：隐瞒已发生的事故，不按规定时限报告。Concealed, not reported in time. */
  | 'CONCEALED_ACCIDENT'
  /** 谎报：故意不如实报告时间、地点、原因、性质、伤亡、人员、损失。Reported, and deliberately not truthfully. */
  | 'FALSE_ACCIDENT';

/** 举报事项类别（可多选）。Kind of matter reported; several may apply. */
export type MatterType =
  /** 涉嫌瞒报谎报生产安全事故。A concealed or falsely reported accident. */
  | 'CONCEALED_OR_FALSE_ACCIDENT'
  /** 涉嫌存在一般事故隐患。A hazard that is not known to be major. */
  | 'GENERAL_HAZARD'
  /** 涉嫌存在安全生产违法行为。An illegal act against work safety. */
  | 'ILLEGAL_ACT'
  /** 涉嫌存在重大事故隐患。A major accident hazard. */
  | 'MAJOR_HAZARD';

/** 没有负责机关的原因。Why nobody answers. */
export type NoAuthorityReason =
  /** 被举报机关没有上一级。The authority it is about has none above it. */
  | 'NO_HIGHER_AUTHORITY'
  /** 没有有效的管辖规则。No rule in force. */
  | 'NO_RULE'
  /** 港澳台不属本平台管辖。港澳台 have a law of their own. */
  | 'OUTSIDE_MAINLAND';

/** 推荐为典型案例。A nomination as a typical case. */
export type NominationInput = {
  /** 法律依据，至少一项。What it rests on in law; one or more. */
  legalBasis: Array<LegalBasis>;
  /** 处罚决定是否已依法公示；已公示的写明确切金额，否则只写区间。Whether the decision on the penalty was made public by law: then amounts are exact, else in bands. */
  penaltyPublished?: boolean;
  /** 推荐理由，10 到 2000 字，仅供内部。Why it is worth telling; stays inside. */
  reason: string;
  /** 公开后熟悉情况的人是否可能认出举报人；可能的，须举报人单独同意。Whether somebody who knows the place could recognise who reported: then every reporter must have agreed to publication. */
  reporterRecognisable: boolean;
};

/** 代录情况。How the matter reached the operator. */
export type OperatorIntakeInput = {
  /** 同意方式。What shows the consent. */
  consentManner: ConsentManner;
  /** 录入端生成的编号（UUID v4），即举报编号，身份信封据此封存；重复提交时不变，只录入一次。A UUID made by the client: it becomes the id of the report, to which an identity envelope is bound; the same when it is sent again, and then recorded once. */
  entryId: string | number;
  /** 来电、来信或来访的时间，不晚于现在。When the call, letter or visitor came. */
  receivedAt: string;
  /** 来件在其他系统的编号（如 12345 工单号），加密保存，最多 100 字。Its number elsewhere, kept sealed; up to 100 characters. */
  reference?: string | null | undefined;
};

/** 工作量证明的用途。What work is done for. */
export type ProofPurpose =
  /** 凭查询码查询。To open a receipt. */
  | 'OPEN_RECEIPT'
  /** 开始填写，或直接提交匿名举报。To start a draft, or to submit an anonymous report without one. */
  | 'SUBMIT_REPORT';

/** 举报人可见的办理进度。What a reporter sees of the handling. */
export type PublicProgress =
  /** 已受理。Accepted for handling. */
  | 'ACCEPTED'
  /** 已归档。Closed. */
  | 'CLOSED'
  /** 已办结。There is a conclusion. */
  | 'CONCLUDED'
  /** 办理期限已延长。The next level granted more time. */
  | 'EXTENDED'
  /** 已反馈，待举报人查阅。Feedback is there to be read. */
  | 'FEEDBACK_GIVEN'
  /** 异议不予复查。The objection was not admitted. */
  | 'OBJECTION_DECLINED'
  /** 复查中。Being looked at again after an objection. */
  | 'REEXAMINING'
  /** 不予受理。Refused, on one of four grounds. */
  | 'REFUSED'
  /** 奖励办理中。A reward can be claimed or is being paid. */
  | 'REWARDING'
  /** 已提交。Received, not decided yet. */
  | 'SUBMITTED'
  /** 待补充。The authority asks for more before it decides. */
  | 'SUPPLEMENT_REQUESTED'
  /** 已转办。Handed on to the authority or department that answers for it. */
  | 'TRANSFERRED'
  /** 核查中。Being verified on site. */
  | 'VERIFYING'
  /** 举报人已撤回。Taken back by the reporter. */
  | 'WITHDRAWN';

/** 举报人身份。In what capacity a person reports. */
export type ReporterKind =
  /** 本单位从业人员。An employee of the reported unit. */
  | 'EMPLOYEE'
  /** 信息员。A liaison whom an authority has appointed in the industry or the unit. */
  | 'INFORMANT'
  /** 社会公众。A member of the public. */
  | 'PUBLIC';

/** 实名或匿名。Whether the reporter signs with a name. */
export type ReporterMode =
  /** 匿名举报，没有举报奖励。Without a name; no reward. */
  | 'ANONYMOUS'
  /** 实名举报。With name and contact; may be rewarded. */
  | 'REAL_NAME';

/** 本人此前是否举报过同一事项。Whether the same person reported the same before. */
export type SameMatterBeforeInput = {
  /** 此前的案件编号，2 到 100 字；请勿填写查询码。The number of the earlier case, 2 to 100 characters; never a receipt. */
  caseNumber?: string | null | undefined;
  /** 是否举报过。Whether it was reported before. */
  reported: boolean;
};

/** 封存身份所用的密码套件。Cipher suite identities are sealed with. */
export type SealingSuite =
  /** 国际算法：X25519、XChaCha20-Poly1305、Ed25519。International algorithms. */
  | 'INTL_1'
  /** 国密算法：SM2、SM3、SM4。Chinese national algorithms. */
  | 'SM_1';

/** 一项单独同意。One thing that is agreed to separately. */
export type SeparateConsentInput = {
  /** 事项。What. */
  kind: SeparateConsentKind;
  /** 所同意文字的版本（reportForm.consents）。Version of the words that were shown. */
  version: number;
};

/** 单独同意的事项，可随时给予或撤回。What is agreed to separately, given and withdrawn at any time. */
export type SeparateConsentKind =
  /** 接收短信通知。Neutral notices by SMS, to an address the server can open. */
  | 'NOTICES_BY_SMS'
  /** 接收微信订阅消息。Neutral notices by WeChat. */
  | 'NOTICES_BY_WECHAT'
  /** 属其他部门职责时，将举报内容转给该部门。Passing the content on to the department that answers for it. */
  | 'PASSING_ON'
  /** 以去除身份信息的典型案例公开。Publication as a de-identified case. */
  | 'PUBLICATION';

/** 未能提交的原因。Why a report could not be taken in as it is. */
export type SubmissionRefusal =
  /** 举报须知已更新，请重新阅读。The reporting notice has a newer version: read that. */
  | 'NOTICE_OUTDATED'
  /** 该地区尚无受理机关。No authority answers for this place. */
  | 'NO_AUTHORITY'
  /** 暂无可封存身份的保管员，不能实名举报。Nobody holds keys to seal an identity to: no real-name report now. */
  | 'NO_CUSTODIANS'
  /** 隐私说明已更新，请重新阅读。The privacy explanation has a newer version: read that. */
  | 'PRIVACY_OUTDATED'
  /** 封套不是封给当前持有人的，请重新取得公钥清单后再封。The envelope is not sealed to today’s holders: ask identitySealing and seal anew. */
  | 'SEALING_OUTDATED';

/** 一次举报。A report. */
export type SubmitReportInput = {
  /** 选择 CONCEALED_OR_FALSE_ACCIDENT 时必填。Needed with CONCEALED_OR_FALSE_ACCIDENT. */
  accident?: AccidentInput | null | undefined;
  /** 事项所在详细地址，2 到 300 字。The address of the matter, 2 to 300 characters. */
  address?: string | null | undefined;
  /** 举报涉及的受理机关（举报机关或其工作人员时填写）：由其上一级办理，该机关不能查看。The authority the report is about, if it is about one or its staff: the next level handles it, unread by that authority. */
  againstAuthorityId?: string | number | null | undefined;
  /** 渠道。The channel. */
  channel?: Channel;
  /** 须知、隐私说明的同意与真实性声明，必填。Compulsory; without it the report is refused. */
  consent?: ConsentInput | null | undefined;
  /** 事项所在坐标。Its coordinates. */
  coordinate?: CoordinateInput | null | undefined;
  /** startDraft 给出的草稿编号；重复提交得到同一结果。The draft from startDraft; submitting it again gives the same answer. */
  draftId?: string | number | null | undefined;
  /** 是否已由其他机关受理，必须作答，缺少则不能提交。Whether it is in other hands already; without an answer it is refused. */
  elsewhere?: ElsewhereInput | null | undefined;
  /** 从业人员填写：用人单位是否就是被举报单位。For employees: whether they work for the reported unit itself. */
  employerIsReportedUnit?: boolean | null | undefined;
  /** 事实。The facts. */
  facts: FactsInput;
  /** 如何获知新进展；选择通知须单独同意并填写接收地址。How to hear of news; notices need a consent and an address. */
  feedbackPreference?: FeedbackPreference;
  /** 所用表单的版本（reportForm.formVersion）；旧版本仍可提交。The version of the form that was filled in; older ones are taken too. */
  formVersion?: number | null | undefined;
  /** 实名举报时，与 identityEnvelope 二者填一；匿名举报不得填写。For real name, this or identityEnvelope; refused for anonymous. */
  identity?: IdentityInput | null | undefined;
  /** 前端按 identitySealing 封好的身份封套，base64；须有草稿。The identity sealed by the front end for the draft’s identityRow, base64. */
  identityEnvelope?: string | null | undefined;
  /** 行业领域代码。Code of the industry. */
  industryCode: string | number;
  /** 联名举报人，按签名顺序，最多 20 人，不含举报人本人。Who signs together with the reporter, in order, at most 20. */
  jointReporters?: Array<JointReporterInput> | null | undefined;
  /** 事项类别，至少一项。Kinds of matter, at least one. */
  matterTypes: Array<MatterType>;
  /** 实名或匿名，先行选择。Chosen first, with its consequence. */
  mode: ReporterMode;
  /** 接收通知的手机号码，或 wx.login 的 code；单独加密保存，系统可解密用于发送，不要与身份混填。The mobile number or code of wx.login for notices: sealed on its own, and opened by the system to send. */
  noticeAddress?: string | null | undefined;
  /** 用途为 SUBMIT_REPORT 的工作量证明；匿名举报且没有草稿时必填。A proof of work for SUBMIT_REPORT; needed for an anonymous report without a draft. */
  proofOfWork?: string | null | undefined;
  /** 举报事项所在地区代码。Code of the place of the matter. */
  regionCode: string | number;
  /** 举报人身份类别。In what capacity. */
  reporterKind: ReporterKind;
  /** 此前是否举报过同一事项。Whether the same was reported before. */
  sameMatterBefore?: SameMatterBeforeInput | null | undefined;
  /** 所扫点位的编号或小程序码 scene；只按月计数，不与举报一起保存，编号有误不影响提交。The sign that was scanned: counted by month, never kept with the report; a wrong code keeps nobody from reporting. */
  sourcePlacement?: string | number | null | undefined;
  /** 瞒报或谎报；选择 CONCEALED_OR_FALSE_ACCIDENT 时至少一项。Needed with CONCEALED_OR_FALSE_ACCIDENT, at least one. */
  subKinds?: Array<MatterSubKind>;
  /** 单位的其他名称，最多 5 个，各 2 到 200 字。Its other names, at most 5, 2 to 200 characters each. */
  unitAliases?: Array<string>;
  /** 被举报单位的统一社会信用代码（18 位）。Its unified social credit code, 18 characters. */
  unitCreditCode?: string | null | undefined;
  /** 被举报单位名称。Name of the reported unit. */
  unitName: string;
};

export type RequestEvidenceUploadMutationVariables = Exact<{
  input: EvidenceUploadInput;
}>;


export type RequestEvidenceUploadMutation = { requestEvidenceUpload: { evidenceId: string, url: string, expiresAt: string } };

export type MyEvidenceQueryVariables = Exact<{ [key: string]: never; }>;


export type MyEvidenceQuery = { myReport: { id: string, evidence: Array<{ id: string, kind: EvidenceKind, sizeBytes: number, state: EvidenceState, refusal: EvidenceRefusal | null, sanitised: boolean, needsRelease: boolean, uploadedAt: string | null, uploadUrl: string | null }> } | null };

export type EvidenceOfCasesQueryVariables = Exact<{
  regionCode: string | number;
  first: number;
}>;


export type EvidenceOfCasesQuery = { cases: { nodes: Array<{ id: string, reports: Array<{ id: string, unitName: string, evidence: Array<{ id: string, state: EvidenceState, sanitised: boolean, needsRelease: boolean, url: string | null, uploadUrl: string | null }> }> }> } };

export type RecordReportMutationVariables = Exact<{
  input: SubmitReportInput;
  intake: OperatorIntakeInput;
}>;


export type RecordReportMutation = { recordReport:
    | { __typename: 'ReportRecorded', reportId: string, receipt: string | null, receiptExpiresAt: string | null, warnings: Array<string> }
    | { __typename: 'ReportReferred' }
    | { __typename: 'SubmissionRefused' }
   };

export type ChangeReceiptMutationVariables = Exact<{
  receipt: string;
  changeKey: string;
  proof: string;
}>;


export type ChangeReceiptMutation = { changeReceipt: { receipt: string, session: { token: string, expiresAt: string } } };

export type IdentitySealingQueryVariables = Exact<{
  regionCode: string | number;
  industryCode: string | number;
  matterTypes: Array<MatterType> | MatterType;
}>;


export type IdentitySealingQuery = { identitySealing: { suite: SealingSuite, custodianAuthorityId: string, approverAuthorityIds: Array<string>, bundles: { custodians: string, approvers: Array<string> } } | null };

export type StartSealedDraftMutationVariables = Exact<{
  proof: string;
}>;


export type StartSealedDraftMutation = { startDraft: { id: string, receipt: string, identityRow: { table: string, row: string, field: string } } };

export type MarkDialogueReadMutationVariables = Exact<{
  reportId: string | number;
}>;


export type MarkDialogueReadMutation = { markDialogueRead: { dialogue: Array<{ from: DialogueSide, text: string, unread: boolean }> } };

export type DialogueOfCaseQueryVariables = Exact<{
  caseId: string | number;
}>;


export type DialogueOfCaseQuery = { case: { id: string, reports: Array<{ id: string, dialogue: Array<{ from: DialogueSide, text: string, unread: boolean }> }> } | null };

export type LocateAuthorityQueryVariables = Exact<{
  regionCode: string | number;
  industryCode?: string | number | null | undefined;
  matterTypes?: Array<MatterType> | MatterType | null | undefined;
  accidentLevel?: AccidentLevel | null | undefined;
  againstAuthorityId?: string | number | null | undefined;
}>;


export type LocateAuthorityQuery = { locateAuthority:
    | { __typename: 'AuthorityLocated', why: string, authority: { id: string, name: string, kind: AuthorityKind }, rule: { id: string, toConfirm: boolean } | null, region: { code: string, fullName: string } }
    | { __typename: 'NoAuthority', reason: NoAuthorityReason, region: { code: string } }
    | { __typename: 'ReferralLocated', department: string, legalBasis: string, why: string, region: { code: string, fullName: string } }
   | null };

export type AuthoritiesQueryVariables = Exact<{
  regionCode?: string | number | null | undefined;
  kind?: AuthorityKind | null | undefined;
  text?: string | null | undefined;
  first: number;
}>;


export type AuthoritiesQuery = { authorities: { nodes: Array<{ id: string, name: string, kind: AuthorityKind }> } };

export type JurisdictionGapsQueryVariables = Exact<{
  regionCode: string | number;
}>;


export type JurisdictionGapsQuery = { jurisdictionGaps: { nodes: Array<{ industryCode: string | null, reason: NoAuthorityReason, askedCount: number, region: { code: string } | null }> } };

export type ReadBeforeReportingQueryVariables = Exact<{ [key: string]: never; }>;


export type ReadBeforeReportingQuery = { reportingNotice: { version: number, title: string, clauses: Array<{ number: string, text: string }> } | null, privacyExplanation: { version: number, title: string, clauses: Array<{ number: string, text: string }> } | null };

export type SearchRegionsQueryVariables = Exact<{
  text: string;
}>;


export type SearchRegionsQuery = { searchRegions: Array<{ code: string, name: string, fullName: string }> };

export type SubmitReportMutationVariables = Exact<{
  input: SubmitReportInput;
}>;


export type SubmitReportMutation = { submitReport:
    | { __typename: 'ReportReferred', department: string, region: { code: string, fullName: string } }
    | { __typename: 'ReportSubmitted', receipt: string | null, submittedAt: string, warnings: Array<string> }
    | { __typename: 'SubmissionRefused', reason: SubmissionRefusal, message: string }
   };

export type RequestProofOfWorkMutationVariables = Exact<{
  purpose: ProofPurpose;
}>;


export type RequestProofOfWorkMutation = { requestProofOfWork: { challenge: string, expiresAt: string } };

export type StartDraftMutationVariables = Exact<{
  proof: string;
}>;


export type StartDraftMutation = { startDraft: { id: string, receipt: string, expiresAt: string } };

export type OpenReceiptMutationVariables = Exact<{
  receipt: string;
  proof: string;
}>;


export type OpenReceiptMutation = { openReceipt: { token: string, expiresAt: string } };

export type MyReportQueryVariables = Exact<{ [key: string]: never; }>;


export type MyReportQuery = { myReport: { id: string, unitName: string, region: { fullName: string }, progress: Array<{ state: PublicProgress, label: string, at: string }> } | null };

export type AddSupplementMutationVariables = Exact<{
  text: string;
}>;


export type AddSupplementMutation = { addSupplement: { dialogue: Array<{ from: DialogueSide, text: string, at: string, unread: boolean }> } };

export type ReplyToReporterMutationVariables = Exact<{
  reportId: string | number;
  text: string;
}>;


export type ReplyToReporterMutation = { replyToReporter: { dialogue: Array<{ from: DialogueSide, text: string, at: string, unread: boolean }> } };

export type WithdrawReportMutationVariables = Exact<{ [key: string]: never; }>;


export type WithdrawReportMutation = { withdrawReport: { progress: Array<{ state: PublicProgress, label: string, at: string }> } | null };

export type ReportProgressedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type ReportProgressedSubscription = { reportProgressed: { progress: Array<{ state: PublicProgress, label: string, at: string }>, dialogue: Array<{ from: DialogueSide, text: string, at: string, unread: boolean }> } | null };

export type CasesToScreenQueryVariables = Exact<{
  regionCode: string | number;
  state?: CaseState | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type CasesToScreenQuery = { cases: { nodes: Array<{ id: string, state: CaseState, openedAt: string, region: { code: string, fullName: string }, reports: Array<{ id: string, mode: ReporterMode, unitName: string, matterTypes: Array<MatterType>, submittedAt: string, facts: { what: string } }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AcceptReportMutationVariables = Exact<{
  caseId: string | number;
}>;


export type AcceptReportMutation = { acceptReport: { id: string, state: CaseState, acceptedAt: string | null } };

export type PrepareCaseSummaryMutationVariables = Exact<{
  caseId: string | number;
  input: NominationInput;
}>;


export type PrepareCaseSummaryMutation = { prepareCaseSummary: { id: string, year: number, month: number | null, region: { code: string, fullName: string } } };

export type CaseCountsQueryVariables = Exact<{
  regionCode: string | number;
}>;


export type CaseCountsQuery = { caseCounts: { version: string, reports: number, cases: number, screening: number, accepted: number, region: { code: string, name: string } | null } };

export type LiveCaseCountsSubscriptionVariables = Exact<{
  regionCode: string | number;
}>;


export type LiveCaseCountsSubscription = { caseCounts: { version: string, reports: number, cases: number, screening: number, accepted: number, region: { code: string, name: string } | null } };

export type NoticesQueryVariables = Exact<{
  regionCode?: string | number | null | undefined;
}>;


export type NoticesQuery = { notices: { nodes: Array<{ id: string, title: string, region: { code: string, name: string } | null }> } | null };

export type NoticePublishedSubscriptionVariables = Exact<{
  regionCode?: string | number | null | undefined;
}>;


export type NoticePublishedSubscription = { noticePublished: { id: string, title: string, region: { name: string } | null } };

export type CasePublicationsQueryVariables = Exact<{
  regionCode?: string | number | null | undefined;
}>;


export type CasePublicationsQuery = { casePublications: { nodes: Array<{ id: string, title: string, caseSummary: { year: number, matterTypes: Array<MatterType>, industryCode: string, region: { fullName: string } } | null, case: { id: string, state: CaseState } | null }> } | null };

export type ReportFormQueryVariables = Exact<{
  channel: Channel;
}>;


export type ReportFormQuery = { reportForm: { formVersion: number, modes: Array<{ mode: ReporterMode, label: string, consequences: Array<string>, isDefault: boolean }>, matterTypes: Array<{ type: MatterType, label: string, subKinds: Array<{ subKind: MatterSubKind, label: string }> }>, industries: Array<{ code: string, name: string, inScope: boolean, department: string | null }>, elsewhere: Array<{ kind: ElsewhereKind, label: string }>, consents: Array<{ kind: ConsentKind, version: number, text: string, required: boolean }>, fields: Array<{ path: string, label: string, need: FieldNeed, min: number | null, max: number | null }> } };

export type SaveDraftMutationVariables = Exact<{
  draftId: string | number;
  content: string;
  version: number;
}>;


export type SaveDraftMutation = { saveDraft: { version: number, expiresAt: string } };

export type ContinueDraftMutationVariables = Exact<{
  receipt: string;
  proof: string;
}>;


export type ContinueDraftMutation = { continueDraft: { id: string, version: number, content: string | null } };

export type MyConsentsQueryVariables = Exact<{ [key: string]: never; }>;


export type MyConsentsQuery = { myReport: { feedbackPreference: FeedbackPreference, consents: Array<{ kind: ConsentKind, given: boolean, inForce: boolean, version: number, at: string }> } | null };

export type GiveConsentMutationVariables = Exact<{
  kind: SeparateConsentKind;
  version: number;
  address?: string | null | undefined;
}>;


export type GiveConsentMutation = { giveConsent: { feedbackPreference: FeedbackPreference } };

export type WithdrawConsentMutationVariables = Exact<{
  kind: SeparateConsentKind;
}>;


export type WithdrawConsentMutation = { withdrawConsent: { feedbackPreference: FeedbackPreference } };

export type SignInByWeChatMutationVariables = Exact<{
  code: string;
}>;


export type SignInByWeChatMutation = { signInByWeChat: { token: string, expiresAt: string } };

export type BindPhoneMutationVariables = Exact<{
  code: string;
}>;


export type BindPhoneMutation = { bindPhone: { phone: string, boundAt: string } };

export type MyReportsQueryVariables = Exact<{ [key: string]: never; }>;


export type MyReportsQuery = { myReports: { nodes: Array<{ id: string, channel: Channel, unitName: string, progress: Array<{ label: string }> }> } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const RequestEvidenceUploadDocument = new TypedDocumentString(`
    mutation RequestEvidenceUpload($input: EvidenceUploadInput!) {
  requestEvidenceUpload(input: $input) {
    evidenceId
    url
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<RequestEvidenceUploadMutation, RequestEvidenceUploadMutationVariables>;
export const MyEvidenceDocument = new TypedDocumentString(`
    query MyEvidence {
  myReport {
    id
    evidence {
      id
      kind
      sizeBytes
      state
      refusal
      sanitised
      needsRelease
      uploadedAt
      uploadUrl
    }
  }
}
    `) as unknown as TypedDocumentString<MyEvidenceQuery, MyEvidenceQueryVariables>;
export const EvidenceOfCasesDocument = new TypedDocumentString(`
    query EvidenceOfCases($regionCode: ID!, $first: Int!) {
  cases(regionCode: $regionCode, first: $first) {
    nodes {
      id
      reports {
        id
        unitName
        evidence {
          id
          state
          sanitised
          needsRelease
          url
          uploadUrl
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EvidenceOfCasesQuery, EvidenceOfCasesQueryVariables>;
export const RecordReportDocument = new TypedDocumentString(`
    mutation RecordReport($input: SubmitReportInput!, $intake: OperatorIntakeInput!) {
  recordReport(input: $input, intake: $intake) {
    __typename
    ... on ReportRecorded {
      reportId
      receipt
      receiptExpiresAt
      warnings
    }
  }
}
    `) as unknown as TypedDocumentString<RecordReportMutation, RecordReportMutationVariables>;
export const ChangeReceiptDocument = new TypedDocumentString(`
    mutation ChangeReceipt($receipt: String!, $changeKey: String!, $proof: String!) {
  changeReceipt(receipt: $receipt, changeKey: $changeKey, proof: $proof) {
    receipt
    session {
      token
      expiresAt
    }
  }
}
    `) as unknown as TypedDocumentString<ChangeReceiptMutation, ChangeReceiptMutationVariables>;
export const IdentitySealingDocument = new TypedDocumentString(`
    query IdentitySealing($regionCode: ID!, $industryCode: ID!, $matterTypes: [MatterType!]!) {
  identitySealing(
    regionCode: $regionCode
    industryCode: $industryCode
    matterTypes: $matterTypes
  ) {
    suite
    custodianAuthorityId
    approverAuthorityIds
    bundles {
      custodians
      approvers
    }
  }
}
    `) as unknown as TypedDocumentString<IdentitySealingQuery, IdentitySealingQueryVariables>;
export const StartSealedDraftDocument = new TypedDocumentString(`
    mutation StartSealedDraft($proof: String!) {
  startDraft(proof: $proof) {
    id
    receipt
    identityRow {
      table
      row
      field
    }
  }
}
    `) as unknown as TypedDocumentString<StartSealedDraftMutation, StartSealedDraftMutationVariables>;
export const MarkDialogueReadDocument = new TypedDocumentString(`
    mutation MarkDialogueRead($reportId: ID!) {
  markDialogueRead(reportId: $reportId) {
    dialogue {
      from
      text
      unread
    }
  }
}
    `) as unknown as TypedDocumentString<MarkDialogueReadMutation, MarkDialogueReadMutationVariables>;
export const DialogueOfCaseDocument = new TypedDocumentString(`
    query DialogueOfCase($caseId: ID!) {
  case(id: $caseId) {
    id
    reports {
      id
      dialogue {
        from
        text
        unread
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DialogueOfCaseQuery, DialogueOfCaseQueryVariables>;
export const LocateAuthorityDocument = new TypedDocumentString(`
    query LocateAuthority($regionCode: ID!, $industryCode: ID, $matterTypes: [MatterType!], $accidentLevel: AccidentLevel, $againstAuthorityId: ID) {
  locateAuthority(
    regionCode: $regionCode
    industryCode: $industryCode
    matterTypes: $matterTypes
    accidentLevel: $accidentLevel
    againstAuthorityId: $againstAuthorityId
  ) {
    __typename
    ... on AuthorityLocated {
      authority {
        id
        name
        kind
      }
      rule {
        id
        toConfirm
      }
      region {
        code
        fullName
      }
      why
    }
    ... on ReferralLocated {
      department
      region {
        code
        fullName
      }
      legalBasis
      why
    }
    ... on NoAuthority {
      reason
      region {
        code
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LocateAuthorityQuery, LocateAuthorityQueryVariables>;
export const AuthoritiesDocument = new TypedDocumentString(`
    query Authorities($regionCode: ID, $kind: AuthorityKind, $text: String, $first: Int!) {
  authorities(regionCode: $regionCode, kind: $kind, text: $text, first: $first) {
    nodes {
      id
      name
      kind
    }
  }
}
    `) as unknown as TypedDocumentString<AuthoritiesQuery, AuthoritiesQueryVariables>;
export const JurisdictionGapsDocument = new TypedDocumentString(`
    query JurisdictionGaps($regionCode: ID!) {
  jurisdictionGaps(regionCode: $regionCode, first: 20) {
    nodes {
      region {
        code
      }
      industryCode
      reason
      askedCount
    }
  }
}
    `) as unknown as TypedDocumentString<JurisdictionGapsQuery, JurisdictionGapsQueryVariables>;
export const ReadBeforeReportingDocument = new TypedDocumentString(`
    query ReadBeforeReporting {
  reportingNotice {
    version
    title
    clauses {
      number
      text
    }
  }
  privacyExplanation {
    version
    title
    clauses {
      number
      text
    }
  }
}
    `) as unknown as TypedDocumentString<ReadBeforeReportingQuery, ReadBeforeReportingQueryVariables>;
export const SearchRegionsDocument = new TypedDocumentString(`
    query SearchRegions($text: String!) {
  searchRegions(text: $text, first: 5) {
    code
    name
    fullName
  }
}
    `) as unknown as TypedDocumentString<SearchRegionsQuery, SearchRegionsQueryVariables>;
export const SubmitReportDocument = new TypedDocumentString(`
    mutation SubmitReport($input: SubmitReportInput!) {
  submitReport(input: $input) {
    __typename
    ... on ReportSubmitted {
      receipt
      submittedAt
      warnings
    }
    ... on ReportReferred {
      department
      region {
        code
        fullName
      }
    }
    ... on SubmissionRefused {
      reason
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SubmitReportMutation, SubmitReportMutationVariables>;
export const RequestProofOfWorkDocument = new TypedDocumentString(`
    mutation RequestProofOfWork($purpose: ProofPurpose!) {
  requestProofOfWork(purpose: $purpose) {
    challenge
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<RequestProofOfWorkMutation, RequestProofOfWorkMutationVariables>;
export const StartDraftDocument = new TypedDocumentString(`
    mutation StartDraft($proof: String!) {
  startDraft(proof: $proof) {
    id
    receipt
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<StartDraftMutation, StartDraftMutationVariables>;
export const OpenReceiptDocument = new TypedDocumentString(`
    mutation OpenReceipt($receipt: String!, $proof: String!) {
  openReceipt(receipt: $receipt, proof: $proof) {
    token
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<OpenReceiptMutation, OpenReceiptMutationVariables>;
export const MyReportDocument = new TypedDocumentString(`
    query MyReport {
  myReport {
    id
    unitName
    region {
      fullName
    }
    progress {
      state
      label
      at
    }
  }
}
    `) as unknown as TypedDocumentString<MyReportQuery, MyReportQueryVariables>;
export const AddSupplementDocument = new TypedDocumentString(`
    mutation AddSupplement($text: String!) {
  addSupplement(text: $text) {
    dialogue {
      from
      text
      at
      unread
    }
  }
}
    `) as unknown as TypedDocumentString<AddSupplementMutation, AddSupplementMutationVariables>;
export const ReplyToReporterDocument = new TypedDocumentString(`
    mutation ReplyToReporter($reportId: ID!, $text: String!) {
  replyToReporter(reportId: $reportId, text: $text) {
    dialogue {
      from
      text
      at
      unread
    }
  }
}
    `) as unknown as TypedDocumentString<ReplyToReporterMutation, ReplyToReporterMutationVariables>;
export const WithdrawReportDocument = new TypedDocumentString(`
    mutation WithdrawReport {
  withdrawReport {
    progress {
      state
      label
      at
    }
  }
}
    `) as unknown as TypedDocumentString<WithdrawReportMutation, WithdrawReportMutationVariables>;
export const ReportProgressedDocument = new TypedDocumentString(`
    subscription ReportProgressed {
  reportProgressed {
    progress {
      state
      label
      at
    }
    dialogue {
      from
      text
      at
      unread
    }
  }
}
    `) as unknown as TypedDocumentString<ReportProgressedSubscription, ReportProgressedSubscriptionVariables>;
export const CasesToScreenDocument = new TypedDocumentString(`
    query CasesToScreen($regionCode: ID!, $state: CaseState, $first: Int!, $after: String) {
  cases(regionCode: $regionCode, state: $state, first: $first, after: $after) {
    nodes {
      id
      state
      openedAt
      region {
        code
        fullName
      }
      reports {
        id
        mode
        unitName
        facts {
          what
        }
        matterTypes
        submittedAt
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<CasesToScreenQuery, CasesToScreenQueryVariables>;
export const AcceptReportDocument = new TypedDocumentString(`
    mutation AcceptReport($caseId: ID!) {
  acceptReport(caseId: $caseId) {
    id
    state
    acceptedAt
  }
}
    `) as unknown as TypedDocumentString<AcceptReportMutation, AcceptReportMutationVariables>;
export const PrepareCaseSummaryDocument = new TypedDocumentString(`
    mutation PrepareCaseSummary($caseId: ID!, $input: NominationInput!) {
  prepareCaseSummary(caseId: $caseId, input: $input) {
    id
    year
    month
    region {
      code
      fullName
    }
  }
}
    `) as unknown as TypedDocumentString<PrepareCaseSummaryMutation, PrepareCaseSummaryMutationVariables>;
export const CaseCountsDocument = new TypedDocumentString(`
    query CaseCounts($regionCode: ID!) {
  caseCounts(regionCode: $regionCode) {
    version
    reports
    cases
    screening
    accepted
    region {
      code
      name
    }
  }
}
    `) as unknown as TypedDocumentString<CaseCountsQuery, CaseCountsQueryVariables>;
export const LiveCaseCountsDocument = new TypedDocumentString(`
    subscription LiveCaseCounts($regionCode: ID!) {
  caseCounts(regionCode: $regionCode) {
    version
    reports
    cases
    screening
    accepted
    region {
      code
      name
    }
  }
}
    `) as unknown as TypedDocumentString<LiveCaseCountsSubscription, LiveCaseCountsSubscriptionVariables>;
export const NoticesDocument = new TypedDocumentString(`
    query Notices($regionCode: ID) {
  notices(regionCode: $regionCode, first: 20) {
    nodes {
      id
      title
      region {
        code
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<NoticesQuery, NoticesQueryVariables>;
export const NoticePublishedDocument = new TypedDocumentString(`
    subscription NoticePublished($regionCode: ID) {
  noticePublished(regionCode: $regionCode) {
    id
    title
    region {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<NoticePublishedSubscription, NoticePublishedSubscriptionVariables>;
export const CasePublicationsDocument = new TypedDocumentString(`
    query CasePublications($regionCode: ID) {
  casePublications(regionCode: $regionCode, first: 20) {
    nodes {
      id
      title
      caseSummary {
        year
        matterTypes
        industryCode
        region {
          fullName
        }
      }
      case {
        id
        state
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CasePublicationsQuery, CasePublicationsQueryVariables>;
export const ReportFormDocument = new TypedDocumentString(`
    query ReportForm($channel: Channel!) {
  reportForm(channel: $channel) {
    formVersion
    modes {
      mode
      label
      consequences
      isDefault
    }
    matterTypes {
      type
      label
      subKinds {
        subKind
        label
      }
    }
    industries {
      code
      name
      inScope
      department
    }
    elsewhere {
      kind
      label
    }
    consents {
      kind
      version
      text
      required
    }
    fields {
      path
      label
      need
      min
      max
    }
  }
}
    `) as unknown as TypedDocumentString<ReportFormQuery, ReportFormQueryVariables>;
export const SaveDraftDocument = new TypedDocumentString(`
    mutation SaveDraft($draftId: ID!, $content: String!, $version: Int!) {
  saveDraft(draftId: $draftId, content: $content, version: $version) {
    version
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<SaveDraftMutation, SaveDraftMutationVariables>;
export const ContinueDraftDocument = new TypedDocumentString(`
    mutation ContinueDraft($receipt: String!, $proof: String!) {
  continueDraft(receipt: $receipt, proof: $proof) {
    id
    version
    content
  }
}
    `) as unknown as TypedDocumentString<ContinueDraftMutation, ContinueDraftMutationVariables>;
export const MyConsentsDocument = new TypedDocumentString(`
    query MyConsents {
  myReport {
    feedbackPreference
    consents {
      kind
      given
      inForce
      version
      at
    }
  }
}
    `) as unknown as TypedDocumentString<MyConsentsQuery, MyConsentsQueryVariables>;
export const GiveConsentDocument = new TypedDocumentString(`
    mutation GiveConsent($kind: SeparateConsentKind!, $version: Int!, $address: String) {
  giveConsent(kind: $kind, version: $version, address: $address) {
    feedbackPreference
  }
}
    `) as unknown as TypedDocumentString<GiveConsentMutation, GiveConsentMutationVariables>;
export const WithdrawConsentDocument = new TypedDocumentString(`
    mutation WithdrawConsent($kind: SeparateConsentKind!) {
  withdrawConsent(kind: $kind) {
    feedbackPreference
  }
}
    `) as unknown as TypedDocumentString<WithdrawConsentMutation, WithdrawConsentMutationVariables>;
export const SignInByWeChatDocument = new TypedDocumentString(`
    mutation SignInByWeChat($code: String!) {
  signInByWeChat(code: $code) {
    token
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<SignInByWeChatMutation, SignInByWeChatMutationVariables>;
export const BindPhoneDocument = new TypedDocumentString(`
    mutation BindPhone($code: String!) {
  bindPhone(code: $code) {
    phone
    boundAt
  }
}
    `) as unknown as TypedDocumentString<BindPhoneMutation, BindPhoneMutationVariables>;
export const MyReportsDocument = new TypedDocumentString(`
    query MyReports {
  myReports {
    nodes {
      id
      channel
      unitName
      progress {
        label
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MyReportsQuery, MyReportsQueryVariables>;