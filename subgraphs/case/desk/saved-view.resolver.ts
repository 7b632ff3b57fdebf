import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import type { CaseContext } from '../context.js'
import { CaseFilter } from './case-filter.input.js'
import { CaseOrder } from './case-order.js'
import { removeView, saveView, viewsOf } from './saved-view.service.js'
import { SavedView } from './saved-view.type.js'

@Resolver(() => SavedView)
export class SavedViewResolver {
  @Query(() => [SavedView], { description: '本人保存的案件视图。The lists of cases the viewer has saved.' })
  caseViews(@Ctx() context: CaseContext): Promise<SavedView[]> {
    return viewsOf(context)
  }

  @Mutation(() => SavedView, {
    description: '保存案件视图，同名即替换。Saves a list of cases; one of the same name is replaced.',
  })
  saveView(
    @Arg('name', () => String, { description: '名称，1 到 40 字。Its name, 1 to 40 characters.' })
    name: string,
    @Arg('filter', () => CaseFilter, { description: '筛选条件。What to list.' }) filter: CaseFilter,
    @Arg('order', () => CaseOrder, { defaultValue: CaseOrder.NEWEST, description: '排序。What to sort by.' })
    order: CaseOrder,
    @Ctx() context: CaseContext,
  ): Promise<SavedView> {
    return saveView(context, { name, filter, order })
  }

  @Mutation(() => Boolean, { description: '删除案件视图。Removes a saved list; false where there was none.' })
  removeView(
    @Arg('id', () => ID, { description: '视图编号。Id of the view.' }) id: string,
    @Ctx() context: CaseContext,
  ): Promise<boolean> {
    return removeView(context, id)
  }
}
