// <shishi-points data-src-id data-outline data-worker> shows points over outlines, without tiles from anywhere.
(function () {
  'use strict'
  if (!window.maplibregl || !window.customElements) return

  function colour(element, name) { return getComputedStyle(element).getPropertyValue(name).trim() }

  function boundsOf(points, outline) {
    var box = new maplibregl.LngLatBounds()
    if (points.length) points.forEach(function (point) { box.extend([Number(point.east), Number(point.north)]) })
    else outline.features.forEach(function (f) { f.geometry.coordinates.flat(f.geometry.type === 'MultiPolygon' ? 2 : 1).forEach(function (p) { box.extend(p) }) })
    return box
  }

  function styleOf(element, outline, features) {
    var tone = ['match', ['get', 'tone']]
    var names = { blue: '--light-blue', green: '--light-green', yellow: '--light-yellow', red: '--light-red', grey: '--light-grey', hatched: '--line-strong' }
    Object.keys(names).forEach(function (name) { tone.push(name, colour(element, names[name])) })
    tone.push(colour(element, '--blue'))
    return {
      version: 8,
      sources: { areas: { type: 'geojson', data: outline }, points: { type: 'geojson', data: { type: 'FeatureCollection', features: features } } },
      layers: [
        { id: 'ground', type: 'background', paint: { 'background-color': colour(element, '--ground') } },
        { id: 'areas', type: 'fill', source: 'areas', paint: { 'fill-color': colour(element, '--sheet') } },
        { id: 'lines', type: 'line', source: 'areas', paint: { 'line-color': colour(element, '--line-strong'), 'line-width': 1 } },
        { id: 'points', type: 'circle', source: 'points', paint: { 'circle-radius': 7, 'circle-color': tone, 'circle-stroke-color': '#fff', 'circle-stroke-width': 2 } },
      ],
    }
  }

  function popupOf(point) {
    var box = document.createElement('div')
    var name = document.createElement(point.href ? 'a' : 'strong')
    name.textContent = point.name
    if (point.href) name.href = point.href
    box.appendChild(name)
    if (point.note) { var note = document.createElement('p'); note.textContent = point.note; box.appendChild(note) }
    return box
  }

  customElements.define('shishi-points', class extends HTMLElement {
    connectedCallback() {
      var source = document.getElementById(this.dataset.srcId)
      if (!source || this.querySelector('.chart-canvas')) return
      var self = this
      var data = JSON.parse(source.textContent)
      var place = document.createElement('div')
      place.className = 'chart-canvas'
      this.insertBefore(place, this.firstChild)
      fetch(this.dataset.outline, { credentials: 'same-origin' }).then(function (answer) {
        if (!answer.ok) throw new Error('no boundaries')
        return answer.json()
      }).then(function (outline) { self.draw(place, data, outline) }).catch(function () { self.giveUp(place) })
    }

    draw(place, data, outline) {
      maplibregl.setWorkerUrl(new URL(this.dataset.worker, document.baseURI).href)
      var features = data.points.map(function (point, at) {
        return { type: 'Feature', properties: { at: at, tone: data.tones[at] }, geometry: { type: 'Point', coordinates: [Number(point.east), Number(point.north)] } }
      })
      var map = new maplibregl.Map({
        container: place, style: styleOf(this, outline, features), bounds: boundsOf(data.points, outline),
        fitBoundsOptions: { padding: 48, maxZoom: 10 }, attributionControl: false, fadeDuration: 0, dragRotate: false,
      })
      map.addControl(new maplibregl.NavigationControl({ showCompass: false }))
      map.on('click', 'points', function (event) {
        var point = data.points[event.features[0].properties.at]
        new maplibregl.Popup().setLngLat([Number(point.east), Number(point.north)]).setDOMContent(popupOf(point)).addTo(map)
      })
      map.on('load', function () { place.dataset.ready = '1' })
      this.map = map
      this.cite(outline)
    }

    cite(outline) {
      var line = document.createElement('p')
      line.className = 'chart-source'
      line.textContent = outline.source + (outline.approval ? ' 审图号：' + outline.approval : '')
      this.appendChild(line)
    }

    // No WebGL, no outlines: the list says the same.
    giveUp(place) { place.remove(); this.querySelector('details').open = true }

    disconnectedCallback() { if (this.map) this.map.remove() }
  })
})()
