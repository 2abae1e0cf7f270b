// One stylesheet: Tabler's rules for the classes named in keep.mjs, in one light theme that Chromium 87 reads, and ours on top.
import { readFileSync } from 'node:fs'
import { bundle, transform } from 'lightningcss'
import { isKept } from './keep.mjs'

const targets = { chrome: 87 << 16 }

// Where the bracket that opens at `start` closes, and where its top-level commas are.
function span(text, start) {
  const commas = []
  let depth = 0
  for (let at = start; at < text.length; at++) {
    if (text[at] === '(') depth++
    else if (text[at] === ')' && --depth === 0) return { end: at, commas }
    else if (text[at] === ',' && depth === 1) commas.push(at)
  }
  throw new Error(`unbalanced brackets at ${start}`)
}

function replaceCalls(text, name, made) {
  let at = text.indexOf(`${name}(`)
  while (at !== -1) {
    const open = at + name.length
    const { end, commas } = span(text, open)
    const cuts = [open, ...commas, end]
    const parts = cuts.slice(0, -1).map((cut, i) => text.slice(cut + 1, cuts[i + 1]).trim())
    const put = made(parts)
    text = text.slice(0, at) + put + text.slice(end + 1)
    at = text.indexOf(`${name}(`, at + (put.startsWith(`${name}(`) ? name.length : 0))
  }
  return text
}

// Old browsers know neither light-dark() nor color-mix(): the light colour is taken, and mixes of known colours are worked out.
function flatten(text, ours) {
  text = replaceCalls(text, 'light-dark', (parts) => parts[0])
  // A shade worked out from another colour becomes that colour; ours are written out in theme.css.
  text = text.replace(/oklch\(from (var\(--[\w-]+\))(?:[^()]|\([^()]*\))*\)/g, '$1')
  const known = {}
  for (const source of [text, ours]) {
    for (const [, body] of source.matchAll(/:root[^{]*\{([^}]*)\}/g)) {
      for (const [, name, value] of body.matchAll(/(--tblr-[\w-]+):\s*([^;]+);/g)) known[name] = value.trim()
    }
  }
  const resolve = (value, depth = 0) =>
    depth > 8 ? value : value.replace(/var\((--tblr-[\w-]+)(?:,[^()]*)?\)/g, (all, name) => (name in known ? resolve(known[name], depth + 1) : all))
  return replaceCalls(text, 'color-mix', (parts) => {
    if (/var\(--tblr-[\w-]*opacity/.test(parts[1])) return parts[1].replace(/\s+calc.*$/, '')
    return `color-mix(${resolve(parts.join(', '))})`
  })
}

const atCommas = (text) => {
  const parts = ['']
  let depth = 0
  for (const c of text) {
    if (c === ',' && depth === 0) { parts.push(''); continue }
    depth += '(['.includes(c) ? 1 : ')]'.includes(c) ? -1 : 0
    parts[parts.length - 1] += c
  }
  return parts
}
const classesOf = (selector) => [...selector.replace(/:not\((?:[^()]|\([^()]*\))*\)/g, '').matchAll(/\.((?:[\w-]|\\.)+)/g)].map((m) => m[1].replace(/\\/g, ''))
const isOurs = (selector) => classesOf(selector).every(isKept) && !/\[data-(bs-)?(theme|popper)|\[dir=|:host|theme-dark|::-moz/.test(selector)

// Keeps the rules whose classes are all kept; reads minified CSS, where a brace inside a string occurs only in url("data:…").
function prune(code) {
  let kept = ''
  for (let at = 0; at < code.length; ) {
    const open = code.indexOf('{', at)
    if (open === -1) break
    const prelude = code.slice(at, open).replace(/^.*;/, '')
    let depth = 1, end = open + 1
    for (let quote = ''; depth; end++) {
      const c = code[end]
      if (quote) { if (c === quote) quote = '' } else if (c === '"' || c === "'") quote = c
      else if (c === '{') depth++
      else if (c === '}') depth--
    }
    const body = code.slice(open + 1, end - 1)
    if (prelude.startsWith('@media')) {
      const inner = prune(body)
      if (inner) kept += `${prelude}{${inner}}`
    } else if (!prelude.startsWith('@')) {
      const selectors = atCommas(prelude).filter(isOurs)
      if (selectors.length && body) kept += `${selectors.join(',')}{${body}}`
    }
    at = end
  }
  return kept
}

// A custom property nobody reads is dropped, and then those that only it read.
function dropUnread(code, ours) {
  for (let before = 0; before !== code.length; ) {
    before = code.length
    const read = new Set([...(code + ours).matchAll(/var\((--tblr-[\w-]+)/g)].map((m) => m[1]))
    code = code.replace(/(--tblr-[\w-]+):[^;{}]*(;|(?=\}))/g, (all, name) => (read.has(name) ? all : ''))
  }
  return code
}

const lower = (code) => transform({ filename: 'shishi.css', code: Buffer.from(code), targets, minify: true }).code.toString()

export function stylesheet() {
  const ours = bundle({ filename: 'theme.css', targets, minify: true }).code.toString()
  const tabler = readFileSync('node_modules/@tabler/core/dist/css/tabler.css', 'utf8').replace(/@charset[^;]*;|\/\*[^]*?\*\//g, '')
  const pruned = dropUnread(prune(lower(flatten(tabler, readFileSync('theme.css', 'utf8')))), ours)
  const all = lower(pruned + ours)
  return `/*! Contains parts of Tabler 1.6.1 (MIT, The Tabler Authors) and Bootstrap (MIT, The Bootstrap Authors). */\n${all}`
}
