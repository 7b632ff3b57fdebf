import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import chromiumPackage from '@sparticuz/chromium'
import { chromium, type Browser, type Page } from 'playwright-core'
import sharp from 'sharp'

const require = createRequire(import.meta.url)
/** What a loaded machine of two cores may take; waiting is always for a state. */
const patienceMs = 60_000
const here = new Set(['127.0.0.1', 'localhost'])

export type TestBrowser = AsyncDisposable & {
  /** Somebody at their own machine: nothing is shared with other visitors. */
  visitor: (window?: { width: number; height: number }) => Promise<Page>
  /** Every address asked for that is not on this machine. */
  askedOutside: string[]
  /** Errors that pages threw. */
  failures: string[]
}

/** A headless Chromium out of an npm package, with a Chinese font out of another: nothing of the system is needed. */
export async function openBrowser(): Promise<TestBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'andon-browser-'))
  const browser = await launch(folder)
  const askedOutside: string[] = []
  const failures: string[] = []
  return {
    askedOutside,
    failures,
    visitor: async (window = { width: 1280, height: 860 }) => {
      const context = await browser.newContext({
        viewport: window,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        reducedMotion: 'reduce',
        permissions: ['clipboard-read', 'clipboard-write'],
      })
      context.setDefaultTimeout(patienceMs)
      const note = (address: string): void => {
        const { protocol, hostname } = new URL(address)
        if (/^(https?|wss?):$/.test(protocol) && !here.has(hostname)) askedOutside.push(address)
      }
      context.on('request', (request) => {
        note(request.url())
      })
      context.on('page', (page) => {
        page.on('websocket', (socket) => {
          note(socket.url())
        })
        page.on('pageerror', (error) => failures.push(error.message))
      })
      return context.newPage()
    },
    [Symbol.asyncDispose]: async () => {
      await browser.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function launch(folder: string): Promise<Browser> {
  return chromium.launch({
    executablePath: await unpack(folder),
    // The sandbox wants rights that a container, and root, do not give; pages are ours alone.
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'],
    env: { ...process.env, FONTCONFIG_FILE: writeFontSettings(folder) },
    timeout: patienceMs,
  })
}

/**
 * Chromium for Linux on x64 is in the package; elsewhere `ANDON_CHROMIUM` says where one is. The package unpacks into the folder for temporary files and takes what lies there for whole: a folder of our own.
 */
async function unpack(folder: string): Promise<string> {
  const installed = process.env['ANDON_CHROMIUM']
  if (installed) return installed
  const usual = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    return await chromiumPackage.executablePath()
  } finally {
    if (usual === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = usual
  }
}

function writeFontSettings(folder: string): string {
  const fonts = join(dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json')))
  const weights = ['400Regular', '700Bold'].map((weight) => `<dir>${join(fonts, weight)}</dir>`).join('')
  const file = join(folder, 'fonts.conf')
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>${weights}<cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>`,
  )
  return file
}

const pictures = join(dirname(require.resolve('../../package.json')), 'docs/screenshots')

/** Keeps what is to be seen under docs/screenshots, only when asked for: `ANDON_SCREENSHOTS=1`. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  if (!process.env['ANDON_SCREENSHOTS']) return
  await page.waitForLoadState('networkidle')
  // Neither half a page nor what passes across it.
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
  await page
    .getByRole('region', { name: '通知' })
    .getByRole('listitem')
    .first()
    .waitFor({ state: 'detached' })
  await page.mouse.move(0, 0)
  await page.evaluate('document.fonts.ready.then(() => true)')
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' })
  mkdirSync(pictures, { recursive: true })
  await sharp(picture)
    .png({ palette: true, colours: 128, effort: 10 })
    .toFile(join(pictures, `${name}.png`))
}
