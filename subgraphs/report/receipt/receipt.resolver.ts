import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { ReportContext } from '../context.js'
import { ReceiptSession } from './receipt.type.js'

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
}
