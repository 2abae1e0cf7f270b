// The classes of Tabler that pages may use; docs/ui.md lists them for people, a test checks the templates against the result.
const size = '(-(sm|md|lg))?'
const tones = '(primary|secondary|success|info|warning|danger|light|dark|white|muted|body)'
const kept = new RegExp(`^(${[
  `container(-fluid|-xl|-narrow|-tight)?`,
  `row`, `row-cards`, `row-deck`, `col${size}(-auto|-\\d+)?`, `g[xy]?-[0-5]`, `gap-[0-5]`,
  `card`, `card-(body|header|title|subtitle|footer|actions|sm|table|text|link)`,
  `btn`, `btn-(${tones}|sm|lg|icon|link|list|group|close|ghost-secondary|outline-(primary|secondary|danger))`, `btn-group`,
  `badge`, `alert`, `alert-(success|info|warning|danger|title|link|important)`,
  `form-(label|label-description|control|control-sm|control-plaintext|select|select-sm|check|check-input|check-label|check-inline|text|hint|fieldset|footer|help|switch|colorinput|range)`,
  `input-group`, `input-group-(text|flat|sm)`, `input-icon`, `input-icon-addon`, `col-form-label`,
  `is-(invalid|valid)`, `(in)?valid-feedback`, `required`, `was-validated`,
  `table`, `table-(sm|responsive|hover|striped|bordered|borderless|vcenter|nowrap|active)`,
  `nav`, `nav-(tabs|pills|item|link|fill|bordered|underline)`, `breadcrumb(-item)?`, `breadcrumb-arrows`,
  `list-(unstyled|inline|inline-item|group|group-item|group-item-action|group-flush)`,
  `pagination`, `page-(item|link)`, `progress(-bar|-sm)?`, `datagrid(-item|-title|-content)?`,
  `empty(-icon|-title|-subtitle|-action|-header|-img)?`, `spinner-border(-sm)?`, `avatar(-sm|-md|-lg)?`, `hr-text`, `steps`, `step-item`,
  `d${size}-(none|inline|inline-block|block|grid|table|flex|inline-flex)`, `d-print-(none|block|flex)`,
  `flex${size}-(row|column|wrap|nowrap|fill|grow-[01]|shrink-[01])`,
  `(justify-content|align-items|align-self|align-content)${size}-(start|end|center|between|around|baseline|stretch)`,
  `[vh]stack`,
  `[mp][tbsexy]?-([0-5]|auto)`, `[wh]-(100|auto|50|25|75)`, `mw-100`,
  `text-(start|end|center|nowrap|wrap|break|truncate|uppercase|reset|decoration-none|${tones})`, `text${size}-(start|end|center)`,
  `fw-(normal|medium|bold|bolder)`, `fs-[1-6]`, `h[1-6]`, `lh-(1|sm|base|lg)`, `small`, `lead`, `subheader`, `mark`,
  `visually-hidden(-focusable)?`, `overflow-(auto|hidden)`, `position-(relative|static|sticky)`, `sticky-top`, `float-(start|end)`,
  `border(-0|-top|-bottom|-start|-end)?`, `rounded`, `align-(top|middle|baseline|bottom|text-top)`, `markdown`,
  `active`, `disabled`, `show`, `blockquote`, `img-fluid`, `figure(-caption|-img)?`, `vr`, `link-(primary|secondary)`,
].join('|')})$`)

export const isKept = (name) => kept.test(name)
