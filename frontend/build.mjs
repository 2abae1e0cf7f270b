// Bundles the browser libraries into the folder given on the command line, under fixed names; Django adds the hashes.
import * as esbuild from 'esbuild'
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { stylesheet } from './css.mjs'

const out = process.argv[2]
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })

writeFileSync(`${out}/shishi.css`, stylesheet())
copyFileSync('node_modules/htmx.org/dist/htmx.min.js', `${out}/htmx.js`)

const shared = { bundle: true, minify: true, target: 'chrome87', legalComments: 'linked', logLevel: 'warning' }
await esbuild.build({ ...shared, entryPoints: ['charts.js', 'points.js'], format: 'iife', outdir: out })
// MapLibre starts its worker by address, so the worker is a file of its own beside the bundle.
await esbuild.build({
  ...shared, entryPoints: { 'points-worker': 'node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs' }, format: 'iife', outdir: out,
})
