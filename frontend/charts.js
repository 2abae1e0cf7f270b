export * from 'echarts/core'
