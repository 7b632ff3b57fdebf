import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findMarks } from '../src/marking/find-marks'
import { keyedMarks } from '../src/marking/keyed-marks'
import { textPiecesOf } from '../src/marking/publication-text'
import { draftOf } from '../src/nominations/describe-facts'
import {
  accidentNames,
  conclusionNames,
  industryNames,
  legalNames,
  matterNames,
  measureNames,
} from '../src/nominations/fact-names'

const marked = (text: string, cityIsTooFine = false): string[] =>
  findMarks(text, { cityIsTooFine }).map((mark) => `${mark.kind} ${mark.text}`)

/** Invented. What stands behind each sentence has to be marked; more may be. */
const corpus: [sentence: string, ...marks: string[]][] = [
  // names
  ['班长张三举报称设备带病运行。', 'NAME 张三'],
  ['车间主任王小明指使李四违章作业。', 'NAME 王小明', 'NAME 李四'],
  ['周建国、欧阳锋、陈志强等人受伤。', 'NAME 周建国', 'NAME 欧阳锋', 'NAME 陈志强'],
  ['刘洋发现安全出口被封堵。', 'NAME 刘洋'],
  ['据了解，赵敏杰与同事一同报警。', 'NAME 赵敏杰'],
  ['矿工孙大海说，井下瓦斯超限。', 'NAME 孙大海'],
  ['何洁与于海同去。', 'NAME 何洁', 'NAME 于海'],
  ['李强被罚款5万元。', 'NAME 李强'],
  ['法定代表人钱七、实际控制人孙八均被处理。', 'NAME 钱七', 'NAME 孙八'],
  ['联系人：慕容雪，欢迎来访。', 'NAME 慕容雪'],
  ['姓名：马建军', 'NAME 马建军'],
  ['死者吴桂芳的家属已获赔偿。', 'NAME 吴桂芳'],
  ['工人徐涛（男，外地人）从高处坠落。', 'NAME 徐涛'],
  ['阿卜杜拉·买买提通过手机举报。', 'NAME 阿卜杜拉·买买提'],
  ['举报人Zhang Sanfeng表示满意。', 'NAME Zhang Sanfeng'],
  ['老王和小李在一旁作证。', 'NAME 老王', 'NAME 小李'],
  ['李工说，联锁早就拆了。', 'NAME 李工'],
  ['带班的裘副矿长要求继续生产。', 'NAME 裘副矿长'],
  ['張志強實名舉報。', 'NAME 張志'],
  ['举报人李*明获得奖励。', 'NAME 李*明'],
  ['张 三 先生来电。', 'NAME 张 三'],
  ['张\u200b建\u200b国同志举报。', 'NAME 张\u200b建\u200b国'],
  // numbers
  ['电话13800138000。', 'NUMBER 电话13800138000'],
  ['拨打138 0013 8000联系。', 'NUMBER 138 0013 8000'],
  ['拨打１３８００１３８０００联系。', 'NUMBER １３８００１３８０００'],
  ['拨打138-0013-8000或138.0013.8000。', 'NUMBER 138-0013-8000', 'NUMBER 138.0013.8000'],
  ['拨打一三八零零一三八零零零。', 'NUMBER 一三八零零一三八零零零'],
  ['拨打壹叁捌〇〇壹叁捌〇〇〇。', 'NUMBER 壹叁捌〇〇壹叁捌〇〇〇'],
  ['拨打幺三八零零幺三八零零零。', 'NUMBER 幺三八零零幺三八零零零'],
  ['拨打1\u200b380\u200d0138\ufeff000。', 'NUMBER 1\u200b380\u200d0138\ufeff000'],
  ['拨打①③⑧⓪⓪①③⑧⓪⓪⓪。', 'NUMBER ①③⑧⓪⓪①③⑧⓪⓪⓪'],
  ['拨打𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎。', 'NUMBER 𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎'],
  ['拨打1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣。', 'NUMBER 1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣'],
  ['拨打I38OOI38OOO。', 'NUMBER I38OOI38OOO'],
  ['拨打138ОО138ООО。', 'NUMBER 138ОО138ООО'],
  ['手机138****0000。', 'NUMBER 手机138****0000'],
  ['座机0371-66006600。', 'NUMBER 座机0371-66006600'],
  ['身份证号41010219900101123X。', 'NUMBER 身份证号41010219900101123X'],
  ['证件为4101 0219 9001 0112 34。', 'NUMBER 4101 0219 9001 0112 34'],
  ['车牌豫A·12345的货车。', 'NUMBER 豫A·12345'],
  ['车号豫A12345D。', 'NUMBER 豫A12345D'],
  ['代码91410100MA3X1234XQ。', 'NUMBER 91410100MA3X1234XQ'],
  ['卡号6222 0200 0011 2233 445。', 'NUMBER 卡号6222 0200 0011 2233 445'],
  ['查询码1234 5678 9012 3456。', 'NUMBER 查询码1234 5678 9012 3456'],
  ['工号A0123的员工。', 'NUMBER 工号A0123'],
  ['（中）应急罚〔2026〕12号决定书。', 'NUMBER （中）应急罚〔2026〕12号'],
  ['这名45岁的员工。', 'NUMBER 45岁'],
  // accounts
  ['微信号zhang_san88。', 'ACCOUNT 微信号zhang_san88'],
  ['加我vx：abc12345。', 'ACCOUNT vx：abc12345'],
  ['邮箱zhang.san@example.com。', 'ACCOUNT zhang.san@example.com'],
  ['邮箱zhang(at)example.com。', 'ACCOUNT zhang(at)example.com'],
  ['邮箱ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ。', 'ACCOUNT ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ'],
  ['QQ 1234567。', 'ACCOUNT QQ 1234567'],
  ['网址https://example.invalid/a。', 'ACCOUNT https://example.invalid/a'],
  // addresses
  ['该厂位于中原区建设路12号。', 'ADDRESS 中原区建设路12号'],
  ['位于洛阳市涧西区工农乡张庄村三组。', 'ADDRESS 洛阳市涧西区工农乡张庄村三组'],
  ['泌阳县一家企业瞒报事故。', 'ADDRESS 泌阳县'],
  ['住在5栋2单元302室。', 'ADDRESS 5栋2单元302室'],
  ['住幸福小区。', 'ADDRESS 幸福小区'],
  ['林山寨街道的居民。', 'ADDRESS 林山寨街道'],
  ['二号井瓦斯超限。', 'ADDRESS 二号井'],
  ['1201工作面顶板破碎。', 'ADDRESS 1201工作面'],
  ['第三车间的安全出口。', 'ADDRESS 第三车间'],
  ['坐标34.74662,113.62541。', 'ADDRESS 34.74662', 'ADDRESS 113.62541'],
  // times
  ['2026年3月5日发生事故。', 'TIME 2026年3月5日'],
  ['2026 年 3 月 5 日发生事故。', 'TIME 2026 年 3 月 5 日'],
  ['２０２６－０３－０５发生事故。', 'TIME ２０２６－０３－０５'],
  ['二〇二六年三月五日发生事故。', 'TIME 二〇二六年三月五日'],
  ['3月5号下午2点半接到举报。', 'TIME 3月5号下午2点半'],
  ['当天14时30分到场。', 'TIME 14时30分'],
  ['上午8:30到场。', 'TIME 8:30'],
  ['上周三夜班期间。', 'TIME 上周三夜班'],
  ['3月中旬接到举报。', 'TIME 3月中旬'],
  ['国庆期间仍在生产。', 'TIME 国庆期间'],
  ['农历腊月廿三停产。', 'TIME 农历腊月廿三'],
  ['正月初五复工。', 'TIME 正月初五'],
  ['昨天下午核查。', 'TIME 昨天'],
  // posts
  ['一名安全员举报。', 'JOB_TITLE 安全员'],
  ['班长拒绝下井。', 'JOB_TITLE 班长'],
  ['车间主任下令拆除联锁。', 'JOB_TITLE 车间主任'],
  ['瓦检员发现数据造假。', 'JOB_TITLE 瓦检员'],
  ['电焊工无证上岗。', 'JOB_TITLE 电焊工'],
  ['叉车司机受伤。', 'JOB_TITLE 叉车司机'],
  ['生产副总经理被追责。', 'JOB_TITLE 生产副总经理'],
  // and what a second look found
  ['豫 A 1 2 3 4 5 货车。', 'NUMBER 豫 A 1 2 3 4 5'],
  ['住3#楼，十二号院。', 'ADDRESS 3#楼', 'ADDRESS 十二号院'],
  ['王总和陈姐都知道此事。', 'NAME 王总', 'NAME 陈姐'],
  ['据工友杨柳青介绍。', 'NAME 杨柳青'],
  ['该矿工会主席举报。', 'JOB_TITLE 工会主席'],
  ['她是全班组唯一的女工。', 'JOB_TITLE 唯一的女工'],
  ['李姓员工举报。', 'NAME 李姓'],
  ['一名姓刘的员工。', 'NAME 刘'],
  ['古丽努尔举报，尼玛次仁在场。', 'NAME 古丽努尔', 'NAME 尼玛次仁'],
  ['金正龙、朴志浩在场。', 'NAME 金正龙', 'NAME 朴志浩'],
  ['举报人于三月五日晚八点二十分来电。', 'TIME 三月五日', 'TIME 八点二十分'],
  ['三月初五、初六两天作业。', 'TIME 三月初五', 'TIME 初六'],
  ['23日，执法人员到场；25日复查。', 'TIME 23日', 'TIME 25日'],
  ['3.15当天下午接到举报。', 'TIME 3.15'],
  ['邮箱 zhangsan # example.com', 'ACCOUNT zhangsan # example.com'],
  ['微 信：a b c 1 2 3 4 5', 'ACCOUNT 微 信：a b c 1 2 3 4 5'],
  ['鲁能集团下属某电厂。', 'ENTERPRISE 鲁能集团'],
  // enterprises
  ['河南豫兴煤业有限公司被处罚。', 'ENTERPRISE 河南豫兴煤业有限公司'],
  ['红星机械厂停产整改。', 'ENTERPRISE 红星机械厂'],
  ['顺达加油站违规储油。', 'ENTERPRISE 顺达加油站'],
  ['嵩山煤矿瞒报。', 'ENTERPRISE 嵩山煤矿'],
]

test('every name, number, account, address, time, post and enterprise is marked, however it is written', () => {
  const missed = corpus.flatMap(([sentence, ...marks]) => {
    const found = marked(sentence)
    // A mark that takes in a word too many is a mark.
    return marks
      .filter((mark) => !found.some((one) => one.startsWith(mark)))
      .map((mark) => ({ sentence, mark, found }))
  })
  assert.deepEqual(missed, [])
})

/** As typical cases are written when they are written well. */
const harmless = [
  '近日，应急管理部门根据群众举报，查处了一起重大事故隐患案件。',
  '经核查，该公司未按规定对从业人员进行安全生产教育和培训，安全出口被封堵。',
  '依据《中华人民共和国安全生产法》第一百零二条，对该企业处罚款五万元以上十万元以下，责令停产整改。',
  '根据《安全生产领域举报奖励办法》（安监总财〔2018〕19号），对举报人给予一万元以上三万元以下的奖励。',
  '2026年3月，某化工企业员工通过微信小程序举报，企业将安全联锁装置拆除，继续组织生产。',
  '应急管理部门高度重视，立即成立核查组，严肃查处，全部隐患已整改到位。',
  '举报人的身份信息严格保密，任何单位和个人不得打击报复。',
  '该矿井下瓦斯超限仍在作业，涉嫌存在重大事故隐患。',
  '24小时内完成核查，60日内办结，10个工作日内答复。',
  '企业主要负责人未履行职责，被依法处罚。',
  '欢迎广大群众拨打12350举报电话，匿名、实名举报均可。',
  '本案中，举报人反映的问题属实，对消除隐患、避免事故起到了重要作用。',
  '涉事企业共有危险化学品储罐12个，储存量约300吨，周边500米内有居民区。',
  '执法人员现场检查发现，企业粉尘清扫不及时，防爆电气设备不符合要求。',
  '石油、化工、冶金、有色、建材、机械、轻工、纺织、烟草、商贸等行业领域。',
  '该案例说明，员工是最了解企业风险的人，一个电话就可能避免一起事故。',
  '施工单位未取得资质，擅自施工，安排无证人员从事电焊作业。',
  '郑州市应急管理局在市区范围内组织开展专项检查。',
  '按照有关规定，于是对该厂下达了整改指令书，并向社会公布。',
  '班组长期违章，局部长期积水，干部长期在岗。',
  '上级部门要求全面排查，连续三个月每周检查一次。',
  '张某、李某某和王某甲实名举报某煤矿瞒报事故。',
  '罚款1,234,567元，奖励举报人16万元。',
  '公司将其调离原岗位，属于打击报复，应急管理部门责令改正。',
  '每公里设一处标志，距离加油站不足50米。',
  '施工中未设置防护栏杆，员工高处坠落。',
]

test('what a draft begins with is not marked, whatever the case was', () => {
  const facts = {
    ...{ year: 2026, month: 7, consentNeeded: false, penalty: null },
    reward: { fromFen: '300000', toFen: '1000000' },
    legalBasis: Object.keys(legalNames),
    measures: Object.keys(measureNames),
  }
  for (const industryCode of Object.keys(industryNames))
    for (const matter of Object.keys(matterNames))
      for (const accidentLevel of [null, ...Object.keys(accidentNames)])
        for (const conclusion of Object.keys(conclusionNames)) {
          const draft = draftOf({
            ...{ summaryId: '', caseId: '', regionCode: '410000', industryCode, matterTypes: [matter] },
            facts: { ...facts, accidentLevel, hazardLevel: 'MAJOR', conclusion },
            ...{ nominatedAt: new Date(), withdrawnAt: null, ground: null },
          })
          const needless = keyedMarks(textPiecesOf(draft), { cityIsTooFine: true })
          assert.deepEqual(needless, [], JSON.stringify(needless))
        }
})

test('what tells nothing of anybody is hardly ever marked', () => {
  const needless = harmless.flatMap((sentence) => marked(sentence).map((mark) => ({ sentence, mark })))
  assert.deepEqual(needless, [])
})

test('a number is found whatever stands between its digits and however they are drawn', () => {
  const digits = '13800138000'
  const drawn = [
    '0123456789',
    '０１２３４５６７８９',
    '⓪①②③④⑤⑥⑦⑧⑨',
    '零一二三四五六七八九',
    '〇壹贰叁肆伍陆柒捌玖',
  ]
  for (const forms of drawn)
    for (const gap of ['', ' ', '\u200b', '\u00a0', '-', '—', '·', '\u2060\u200d', '\u3000', '.', '  ']) {
      const written = [...digits].map((digit) => [...forms][Number(digit)]).join(gap)
      const found = findMarks(`来电${written}说明`, { cityIsTooFine: false })
      assert.equal(found.length, 1, JSON.stringify([written, found]))
      assert.equal(found[0]?.text, written)
    }
})

test('a city is marked only where the facts name no more than the province', () => {
  const sentence = '郑州市一家企业被查处。'
  assert.deepEqual(marked(sentence, false), [])
  assert.deepEqual(marked(sentence, true), ['ADDRESS 郑州市'])
})

test('places are those of the text as it was written, and marks never overlap', () => {
  const text = corpus.map(([sentence]) => sentence).join('')
  let last = 0
  for (const { start, end, text: found } of findMarks(text, { cityIsTooFine: true })) {
    assert.equal(text.slice(start, end), found)
    assert.ok(start >= last && end > start)
    last = end
  }
})

test('a long text full of traps for the rules is read to its end', () => {
  for (const piece of ['张', '1', '一', '1-', '某公司', '（', '12号', 'a@', '路', '张三。']) {
    const text = piece.repeat(20_000)
    for (const { start, end, text: found } of findMarks(text, { cityIsTooFine: true }))
      assert.equal(text.slice(start, end), found)
  }
  assert.equal(findMarks('张三。'.repeat(2_000), { cityIsTooFine: true }).length, 2_000)
})
