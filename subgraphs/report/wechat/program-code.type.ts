import { Field, ObjectType } from 'type-graphql'

@ObjectType({
  description: '一个点位的小程序码，永久有效。The mini-program code of a placement; it does not expire.',
})
export class MiniProgramCode {
  @Field(() => String, {
    description:
      '码内的参数，只含点位编号，小程序在 onLoad 中以 decodeURIComponent(query.scene) 读取。What it carries: the placement’s code and nothing else.',
  })
  scene!: string

  @Field(() => String, { description: '图片类型，如 image/jpeg。Type of the picture.' })
  contentType!: string

  @Field(() => String, { description: '图片，base64。The picture as base64.' })
  image!: string
}
