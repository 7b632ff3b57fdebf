import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import type { StatisticsContext } from '../../context.js'
import { OutreachFiling } from '../filing/filing.type.js'
import { askForDocument } from './document.service.js'
import { OutreachDocument, OutreachExport, OutreachFormat } from './document.type.js'

@Resolver(() => OutreachFiling)
export class OutreachDocumentResolver {
  @Mutation(() => OutreachExport, {
    description:
      '导出汇总表或工作情况报告：本单位的，或下级已报送的。Exports a form or a report: the own one, or one submitted from below.',
  })
  exportOutreach(
    @Arg('filingId', () => ID, { description: '材料编号。Id of the document.' }) filingId: string,
    @Arg('format', () => OutreachFormat, { description: '格式。The format.' }) format: OutreachFormat,
    @Arg('withBelow', () => Boolean, {
      defaultValue: false,
      description: '汇总表后附各下级单位的数量。Adds the figures of those below to the form.',
    })
    withBelow: boolean,
    @Ctx() context: StatisticsContext,
  ): Promise<OutreachExport> {
    return askForDocument(context, { filingId, format, withBelow })
  }

  @FieldResolver(() => [OutreachDocument], {
    description: '已导出的文件及其哈希。Files that were given out, with their hashes.',
  })
  documents(
    @Root() { stored }: OutreachFiling,
    @Ctx() { outreach }: StatisticsContext,
  ): Promise<OutreachDocument[]> {
    return outreach.documents.load(stored.id)
  }
}
