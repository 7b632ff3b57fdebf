import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { ReportContext } from '../context.js'
import { ReceiptSession } from './receipt.type.js'

@Resolver()
export class ReceiptResolver {
  @Mutation(() => ReceiptSession, {
    description: '凭 16 位查询码打开本人举报。Opens a report by its 16-digit receipt.',
  })
  openReceipt(
    @Arg('receipt', () => String, { description: '16 位查询码。The 16 digits.' }) receipt: string,
    @Ctx() context: ReportContext,
  ): Promise<ReceiptSession> {
    return context.openReceipt(context.em, receipt)
  }
}
