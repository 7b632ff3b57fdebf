import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql'
import type { ReportContext } from '../context.js'
import { ChangedReceipt, ReceiptSession, RenewedReceipt } from './receipt.type.js'

@Resolver()
export class ReceiptResolver {
  @Mutation(() => ReceiptSession, {
    description:
      '凭 16 位查询码打开本人举报，须附工作量证明。Opens a report by its 16-digit receipt, for a proof of work.',
  })
  openReceipt(
    @Arg('receipt', () => String, { description: '16 位查询码。The 16 digits.' }) receipt: string,
    @Arg('proof', () => String, {
      description:
        '用途为 OPEN_RECEIPT 的工作量证明，由 requestProofOfWork 取得题目。The solution of a challenge for OPEN_RECEIPT.',
    })
    proof: string,
    @Ctx() context: ReportContext,
  ): Promise<ReceiptSession> {
    return context.openReceipt(context.em, { receipt, proof })
  }

  @Mutation(() => ChangedReceipt, {
    description:
      '将工作人员代录后交给您的查询码换成只有您知道的新码，并打开举报；没有收到答复时，用同一更换密钥在 24 小时内重试得到同一答复。Changes the receipt an operator gave for one only the reporter knows; asked again with the same change key within 24 hours it answers the same.',
  })
  changeReceipt(
    @Arg('receipt', () => String, {
      description: '工作人员交给您的 16 位查询码。The 16 digits the operator gave.',
    })
    receipt: string,
    @Arg('changeKey', () => String, {
      description:
        '您的设备生成的随机数（如 UUID），收到答复前保留，之后丢弃，不要告诉任何人。A random value made by the device, kept until the answer has arrived.',
    })
    changeKey: string,
    @Arg('proof', () => String, {
      description: '用途为 OPEN_RECEIPT 的工作量证明。A proof of work for OPEN_RECEIPT.',
    })
    proof: string,
    @Ctx() context: ReportContext,
  ): Promise<ChangedReceipt> {
    return context.changeReceipt(context.em, { receipt, changeKey, proof })
  }

  @Mutation(() => RenewedReceipt, {
    description:
      '代录举报的查询码过期或遗失时，由工作人员重新签发，须说明理由，全程留痕。A new receipt for a reporter whose report an operator recorded; with a reason, and audited.',
  })
  renewOperatorReceipt(
    @Arg('reportId', () => ID, { description: '举报编号。Id of the report.' }) reportId: string,
    @Arg('reason', () => String, {
      description: '如何确认是举报人本人，5 到 500 字，加密保存。How the reporter was made sure of; sealed.',
    })
    reason: string,
    @Ctx() context: ReportContext,
  ): Promise<RenewedReceipt> {
    return context.renewOperatorReceipt(context.em, context.viewer, { reportId, reason })
  }
}
