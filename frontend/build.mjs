// Bundles the browser libraries into the folder given on the command line, under fixed names; Django adds the hashes.
import * as esbuild from 'esbuild'
import { mkdirSync, rmSync, copyFileSync } from 'node:fs'

const out = process.argv[2]
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
copyFileSync('node_modules/htmx.org/dist/htmx.min.js', `${out}/htmx.js`)
copyFileSync('node_modules/axe-core/axe.min.js', `${out}/axe.js`)
await esbuild.build({
  entryPoints: ['charts.js'],
  bundle: true,
  minify: true,
  format: 'esm',
  outdir: out,
  legalComments: 'linked',
})
