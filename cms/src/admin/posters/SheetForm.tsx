import { Box, Checkbox, Field, Grid, SingleSelect, SingleSelectOption } from '@strapi/design-system'
import type { Sheet, Template } from './poster-data'

const papers = { A3: 'A3（297 × 420 毫米）', A4: 'A4（210 × 297 毫米）' }
const orientations = { PORTRAIT: '竖版', LANDSCAPE: '横版' }

/** What is printed, and on what. */
export function SheetForm({
  templates,
  sheet,
  onChange,
}: {
  templates: Template[]
  sheet: Sheet
  onChange: (sheet: Sheet) => void
}) {
  const chooseTemplate = (id: string) => {
    const template = templates.find((one) => one.id === id)
    if (template !== undefined)
      onChange({ ...sheet, templateId: id, paper: template.paper, orientation: template.orientation })
  }
  return (
    <Box padding={5} background="neutral0" shadow="tableShadow" hasRadius>
      <Grid.Root gap={4}>
        <Choice
          label="海报模板"
          columns={6}
          value={sheet.templateId}
          options={Object.fromEntries(templates.map(({ id, title }) => [id, title]))}
          onChange={chooseTemplate}
        />
        <Choice
          label="纸张"
          columns={3}
          value={sheet.paper}
          options={papers}
          onChange={(paper) => onChange({ ...sheet, paper })}
        />
        <Choice
          label="方向"
          columns={3}
          value={sheet.orientation}
          options={orientations}
          onChange={(orientation) => onChange({ ...sheet, orientation })}
        />
        <Grid.Item col={12}>
          <Checkbox
            checked={sheet.bleed}
            onCheckedChange={(checked: boolean | 'indeterminate') =>
              onChange({ ...sheet, bleed: checked === true })
            }
          >
            送印刷厂：四边加 3 毫米出血和裁切线
          </Checkbox>
        </Grid.Item>
      </Grid.Root>
    </Box>
  )
}

function Choice(props: {
  label: string
  columns: number
  value: string
  options: Record<string, string>
  onChange: (value: string) => void
}) {
  return (
    <Grid.Item col={props.columns} xs={12} direction="column" alignItems="stretch">
      <Field.Root>
        <Field.Label>{props.label}</Field.Label>
        <SingleSelect value={props.value} onChange={(value) => props.onChange(String(value))}>
          {Object.entries(props.options).map(([value, words]) => (
            <SingleSelectOption key={value} value={value}>
              {words}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
    </Grid.Item>
  )
}
