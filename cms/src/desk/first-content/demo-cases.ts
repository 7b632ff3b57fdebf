/** Invented, and says so; without names, days, places below the city, or posts, as every typical case must be. */
const paragraph = (text: string) => ({ type: 'paragraph', children: [{ type: 'text', text }] })
const heading = (text: string) => ({ type: 'heading', level: 3, children: [{ type: 'text', text }] })

const invented = paragraph('本文是演示内容，所述情况均为虚构。')

export const demoCases = [
  {
    title: '【演示】一条举报，打开了锁住的安全出口',
    summary: '群众实名举报一家企业车间的安全出口长期上锁，核查属实，停产整改，举报人得到奖励。',
    regionCode: '410100',
    body: [
      heading('群众举报'),
      paragraph(
        '有群众实名举报：一家企业为了防止物料丢失，把车间的安全出口长期上锁，通道里堆满了可燃的包装材料，里面有几十人作业。',
      ),
      heading('核查处理'),
      paragraph(
        '应急管理部门受理后立即派人到现场核查，认定为重大事故隐患，当场责令停产、开锁清障，并依法处以罚款八万元。企业重新设置疏散通道、组织演练，经复查合格后恢复生产。',
      ),
      heading('反馈奖励'),
      paragraph(
        '核查结果反馈给举报人，并按罚款的百分之十五发放奖励一万二千元。从举报到领奖，举报人的姓名没有出现在任何一份办案材料里。',
      ),
      invented,
    ],
    disclosure: 'ACTIVE',
    publishedOn: '2026-01-15',
  },
  {
    title: '【演示】瞒报的事故，因为一个查询码真相大白',
    summary: '匿名举报人凭查询码补充线索，查实一起瞒报的生产安全事故，责任单位和人员受到处理。',
    regionCode: '410000',
    body: [
      heading('群众举报'),
      paragraph(
        '有人匿名举报一家矿山企业发生事故后没有报告。第一次提交的情况比较简单，只说了大致的月份和矿井。',
      ),
      heading('一问一答'),
      paragraph(
        '办理人员在系统里留言，请举报人补充当班情况。举报人凭查询码看到留言，分两次补充了线索，始终没有留下姓名和电话。',
      ),
      heading('核查处理'),
      paragraph(
        '经核查，查实一起造成一人死亡的瞒报事故。企业受到行政处罚，有关责任人员被移送司法机关，遇难者家属得到依法赔偿。',
      ),
      paragraph('匿名举报没有奖励。但是这位举报人在最后一条留言里写道：“知道有人去查了，我就安心了。”'),
      invented,
    ],
    disclosure: 'ACTIVE',
    publishedOn: '2026-01-22',
  },
]
