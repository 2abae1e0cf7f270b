// <shishi-chart kind="curve|bars|heatmap|map" data-src-id="…"> draws the values of that JSON script; the table behind it stays.
(function () {
  'use strict'
  if (!window.echarts || !window.customElements) return

  function colour(element, name) { return getComputedStyle(element).getPropertyValue(name).trim() }
  function num(value) { return value === null || value === '' || value === undefined ? null : Number(value) }

  function Look(element) {
    this.ink = colour(element, '--ink')
    this.soft = colour(element, '--soft')
    this.line = colour(element, '--line')
    this.sheet = colour(element, '--sheet')
    this.main = colour(element, '--blue')
    this.tones = {
      blue: colour(element, '--light-blue'), green: colour(element, '--light-green'), yellow: colour(element, '--light-yellow'),
      red: colour(element, '--light-red'), grey: colour(element, '--light-grey'), hatched: colour(element, '--line-strong'),
    }
    this.text = { color: this.ink, fontFamily: getComputedStyle(document.body).fontFamily, fontSize: Math.max(12, parseFloat(getComputedStyle(element).fontSize) - 1) }
  }

  function tip(look) {
    return { confine: true, transitionDuration: 0, backgroundColor: look.sheet, borderColor: look.line, textStyle: look.text, renderMode: 'html' }
  }
  function axis(look, more) {
    return Object.assign({
      axisLabel: look.text, axisLine: { lineStyle: { color: look.line } }, axisTick: { show: false }, splitLine: { lineStyle: { color: look.line } },
    }, more)
  }

  var makers = {
    curve: function (data, look) {
      return {
        grid: { left: 8, right: 96, top: 24, bottom: 8, containLabel: true },
        tooltip: Object.assign(tip(look), { trigger: 'axis', valueFormatter: function (v) { return v === null || v === undefined ? '—' : v + data.unit } }),
        xAxis: axis(look, { type: 'category', data: data.categories, boundaryGap: false, splitLine: { show: false } }),
        yAxis: axis(look, { type: 'value', min: 0, axisLabel: Object.assign({ formatter: '{value}' + data.unit }, look.text) }),
        series: data.series.map(function (one) {
          var isDone = one.kind === 'done'
          var tone = one.kind === 'plan' ? look.soft : look.main
          return {
            type: 'line', name: one.name, data: one.values.map(num), symbol: isDone ? 'circle' : 'none', symbolSize: 6, color: tone,
            lineStyle: { width: isDone ? 2.5 : 1.5, type: isDone ? 'solid' : one.kind === 'plan' ? 'dashed' : 'dotted' },
            // The name stands at the end of its line; a legend would make the eye travel.
            endLabel: { show: true, offset: [0, one.kind === 'plan' ? 9 : one.kind === 'forecast' ? -9 : 0], formatter: one.name, color: tone, fontSize: look.text.fontSize, backgroundColor: look.sheet, padding: [2, 4] },
          }
        }),
      }
    },
    bars: function (data, look) {
      return {
        grid: { left: 8, right: 56, top: 8, bottom: 8, containLabel: true },
        tooltip: tip(look),
        xAxis: axis(look, { type: 'value', min: 0, axisLabel: { show: false }, splitLine: { show: false } }),
        yAxis: axis(look, { type: 'category', data: data.categories, inverse: true, splitLine: { show: false } }),
        series: data.series.map(function (one) {
          return {
            type: 'bar', name: one.name, barMaxWidth: 18, color: look.main,
            data: one.values.map(function (value, at) {
              return { value: num(value), href: data.hrefs[at], itemStyle: data.tones[at] ? { color: look.tones[data.tones[at]] } : undefined }
            }),
            label: { show: true, position: 'right', color: look.ink, fontSize: look.text.fontSize, formatter: function (p) { return p.value === null ? '—' : p.value + data.unit } },
          }
        }),
      }
    },
    heatmap: function (data, look) {
      var words = { blue: '✔', green: '●', yellow: '▲', red: '■', grey: '○', hatched: '▨' }
      return {
        grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
        tooltip: Object.assign(tip(look), { formatter: function (p) { return echarts.format.encodeHTML(data.rows[p.value[1]] + ' · ' + data.columns[p.value[0]]) } }),
        xAxis: axis(look, { type: 'category', data: data.columns, position: 'top', splitLine: { show: false } }),
        yAxis: axis(look, { type: 'category', data: data.rows, inverse: true, splitLine: { show: false } }),
        series: [{
          type: 'heatmap',
          data: data.spots.map(function (spot, at) {
            var tone = data.tones[at]
            var isPale = tone === 'grey' || tone === 'hatched'
            return {
              value: [spot.column, spot.row, 1], href: spot.href,
              itemStyle: { color: isPale ? look.line : look.tones[tone], borderColor: look.sheet, borderWidth: 2 },
              label: { show: true, formatter: words[tone], color: tone === 'yellow' || isPale ? '#1c2733' : '#fff' },
            }
          }),
        }],
      }
    },
    map: function (data, look, outline) {
      var areas = {}
      data.areas.forEach(function (area, at) { areas[area.code] = { area: area, tone: data.tones[at] } })
      return {
        tooltip: Object.assign(tip(look), {
          formatter: function (p) {
            var found = areas[p.name]
            var name = found ? found.area.name : outline.names[p.name] || ''
            return echarts.format.encodeHTML(found && found.area.value !== null ? name + ' ' + found.area.value + data.unit : name)
          },
        }),
        series: [{
          type: 'map', map: outline.id, nameProperty: 'code', roam: false, selectedMode: false, aspectScale: 0.85,
          itemStyle: { areaColor: look.line, borderColor: look.sheet },
          emphasis: { label: { show: false }, itemStyle: { areaColor: null, borderColor: look.ink, borderWidth: 2 } },
          label: { show: false },
          data: Object.keys(areas).map(function (code) {
            var found = areas[code]
            return {
              name: code, value: num(found.area.value), href: found.area.href,
              itemStyle: found.tone ? { areaColor: look.tones[found.tone] } : undefined,
              label: { show: true, formatter: found.area.name, color: look.ink, textBorderColor: look.sheet, textBorderWidth: 2, fontSize: look.text.fontSize - 1 },
            }
          }),
        }],
      }
    },
  }

  function fetchOutline(address) {
    return fetch(address, { credentials: 'same-origin' }).then(function (answer) {
      if (!answer.ok) throw new Error('no boundaries: ' + address)
      return answer.json()
    }).then(function (outline) {
      outline.id = address
      outline.names = {}
      outline.features.forEach(function (feature) { outline.names[feature.properties.code] = feature.properties.name })
      echarts.registerMap(address, outline)
      return outline
    })
  }

  customElements.define('shishi-chart', class extends HTMLElement {
    connectedCallback() {
      var source = document.getElementById(this.dataset.srcId)
      if (!source || this.querySelector('.chart-canvas')) return
      var place = document.createElement('div')
      place.className = 'chart-canvas'
      place.setAttribute('role', 'img')
      place.setAttribute('aria-label', this.getAttribute('aria-label') || '')
      this.insertBefore(place, this.firstChild)
      var data = JSON.parse(source.textContent)
      var kind = this.getAttribute('kind')
      if (kind !== 'map') { this.draw(place, makers[kind](data, new Look(this))); return }
      var self = this
      fetchOutline(this.dataset.outline).then(function (outline) {
        self.draw(place, makers.map(data, new Look(self), outline))
        self.cite(outline)
      }).catch(function () { place.remove(); self.querySelector('details').open = true })
    }

    draw(place, option) {
      var chart = echarts.init(place, null, { renderer: 'svg' })
      chart.setOption(Object.assign({ animation: false, textStyle: { fontFamily: 'inherit' } }, option))
      chart.on('click', function (event) {
        if (event.data && event.data.href) window.location.assign(event.data.href)
      })
      this.chart = chart
      this.watch = new ResizeObserver(function () { chart.resize() })
      this.watch.observe(place)
    }

    cite(outline) {
      var line = document.createElement('p')
      line.className = 'chart-source'
      line.textContent = outline.source + (outline.approval ? ' 审图号：' + outline.approval : '')
      this.appendChild(line)
    }

    disconnectedCallback() {
      if (this.watch) this.watch.disconnect()
      if (this.chart) this.chart.dispose()
    }
  })
})()
