// The part of ECharts our pages use, as one global for static/ui/chart.js.
import { BarChart, HeatmapChart, LineChart, MapChart } from 'echarts/charts'
import {
  AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent,
} from 'echarts/components'
import * as core from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

core.use([
  BarChart, HeatmapChart, LineChart, MapChart,
  AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent, SVGRenderer,
])
window.echarts = core
