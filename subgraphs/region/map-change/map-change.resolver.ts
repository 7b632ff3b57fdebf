import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql'
import type { RegionContext } from '../context.js'
import { applyMapChange, previewMapChange } from './map-change.service.js'
import { MapChange, MapChangeDecision } from './map-change.type.js'

@Resolver()
export class MapChangeResolver {
  @Mutation(() => MapChange, {
    description:
      '预览一份新的区划名单会带来的变动，不改动任何区划。名单对其所列的每个省视为完整（县级以上），对列有乡镇的每个县也视为完整。What a new list would change; nothing changes yet. The list counts as complete for each province it names, and for the towns of each county it names one of.',
  })
  async previewMapChange(
    @Arg('csv', () => String, {
      description:
        'CSV 文件的 Base64，UTF-8 或 GBK；列：区划代码、名称，可有上级代码、性质。A CSV file in Base64, UTF-8 or GBK, with columns 区划代码 and 名称, perhaps 上级代码 and 性质 (行政区划 or 功能区).',
    })
    csv: string,
    @Arg('effectiveOn', () => Date, {
      description: '名单的日期，不晚于今天。The day of the list, not to come.',
    })
    effectiveOn: Date,
    @Arg('source', () => String, { description: '名单来源，最多 200 字。Where the list is from.' })
    source: string,
    @Ctx() context: RegionContext,
  ): Promise<MapChange> {
    return new MapChange(await previewMapChange(context, { csv, effectiveOn, source }))
  }

  @Mutation(() => MapChange, {
    description:
      '施行预览过的变动，全部或全不；重复提交结果相同。预览后名单已变则为 CONFLICT。Applies a previewed change, wholly or not at all; asked twice it answers the same. CONFLICT where the list has changed since.',
  })
  async applyMapChange(
    @Arg('previewId', () => ID, { description: '预览的编号。The id of the preview.' }) previewId: string,
    @Arg('decisions', () => [MapChangeDecision], {
      description: '须由工作人员决定的各项。What only staff can tell.',
    })
    decisions: MapChangeDecision[],
    @Ctx() context: RegionContext,
  ): Promise<MapChange> {
    return new MapChange(await applyMapChange(context, previewId, decisions))
  }
}
