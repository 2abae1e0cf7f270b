// MapLibre for the page of points only, as one global for static/ui/points.js.
import 'maplibre-gl/dist/maplibre-gl.css'
import * as maplibregl from 'maplibre-gl'

window.maplibregl = maplibregl
