/**
 * Makes pinyin.txt: how the names of divisions.txt and history.txt are read. Run at development time only:
 *
 *     node subgraphs/region/division/data/build-pinyin.mjs
 *
 * pinyin-pro 3.29.4 (MIT) reads the names; pinyin-by-hand.txt corrects it. Format: a character or a word and its
 * syllables, without tones, ü as v. A word is there only where a character of it is read otherwise than usual, so a
 * name is read by its longest words first. Plain, because a wrong reading is a line somebody can correct.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fetchPackages } from './fetch-packages.mjs'

const HERE = dirname(fileURLToPath(import.meta.url))
const PACKAGE = {
  name: 'pinyin-pro',
  version: '3.29.4',
  integrity:
    'sha512-SPXpDT2cHEy+d26V1RXYMlVzXN42hotFAak1fzyWPi4o2dKXb61UqD4pzxDJHwk6gbv8vQ6EfErd+hYX0Qhzug==',
  files: ['dist/index.js', 'package.json'],
}

function readNames() {
  const names = new Set()
  const collect = (file, pattern) => {
    for (const [, name] of readFileSync(join(HERE, file), 'utf8').matchAll(pattern)) names.add(name)
  }
  collect('divisions.txt', /^ *~?\d+ (\S+)$/gm)
  collect('history.txt', /^~?\d{6} (\S+) /gm)
  return [...names]
}

function readByHand() {
  return readFileSync(join(HERE, 'pinyin-by-hand.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(' '))
    .map(([word, ...syllables]) => [word, syllables])
}

/** Of each character, the reading it has in most of the names. */
function usualReadings(readings) {
  const counts = new Map()
  for (const [name, syllables] of readings)
    [...name].forEach((character, at) => {
      const ofCharacter = counts.get(character) ?? new Map()
      ofCharacter.set(syllables[at], (ofCharacter.get(syllables[at]) ?? 0) + 1)
      counts.set(character, ofCharacter)
    })
  return new Map(
    [...counts].map(([character, of]) => [
      character,
      [...of].sort((a, b) => b[1] - a[1] || (a < b ? -1 : 1))[0][0],
    ]),
  )
}

const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'andon-pinyin-'))
try {
  if (process.argv[2] === undefined) fetchPackages(folder, { 'pinyin-pro': PACKAGE })
  const { pinyin } = createRequire(import.meta.url)(join(folder, 'pinyin-pro/dist/index.js'))
  const read = (text) => pinyin(text, { toneType: 'none', type: 'array', v: true, nonZh: 'spaced' })
  const readings = readNames().map((name) => [name, read(name)])
  const byHand = readByHand()
  const table = usualReadings(readings)
  const words = new Map()
  for (const [name, syllables] of readings)
    if ([...name].some((character, at) => table.get(character) !== syllables[at])) words.set(name, syllables)
  for (const [word, syllables] of byHand)
    (word.length === 1 ? table : words).set(word, word.length === 1 ? syllables[0] : syllables)
  // A whole name read by pinyin-pro must not overrule a part of it corrected by hand.
  for (const [name] of words)
    if (byHand.some(([word]) => word !== name && name.includes(word))) words.delete(name)
  const lines = [
    ...[...table].filter(([, syllable]) => /^[a-z]+$/.test(syllable)),
    ...[...words].map(([word, syllables]) => [word, syllables.join(' ')]),
  ].map(([text, syllables]) => `${text} ${syllables}`)
  writeFileSync(join(HERE, 'pinyin.txt'), `${lines.sort().join('\n')}\n`)
} finally {
  if (process.argv[2] === undefined) rmSync(folder, { recursive: true, force: true })
}
