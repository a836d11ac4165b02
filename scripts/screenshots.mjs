// The pictures in docs/screens: every screen of the web chat and of the console, light and dark, with users of several
// wires in the room. After a build, where Chromium is: `node scripts/screenshots.mjs [FOLDER [png]]`.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { createGateway } from '../dist/apps/gateway/index.js';
import { createClient } from '../dist/client/index.js';
import { tcp } from '../dist/client/wires/tcp.js';

const folder = resolve(process.argv[2] ?? fileURLToPath(new URL('../docs/screens/', import.meta.url)));
const format = process.argv[3] === 'png' ? { type: 'png' } : { type: 'jpeg', quality: 72 };
const FLAGS = '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking';
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 390, height: 844 };

/** A small picture to send. */
const PICTURE = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="270"><rect width="480" height="270" fill="#20435c"/>
  <circle cx="360" cy="80" r="36" fill="#f4d58d"/><path d="M0 270 150 110 250 200 330 140 480 270z" fill="#5d8a66"/></svg>`,
);

async function main() {
  mkdirSync(folder, { recursive: true });
  // The pictures show settings: a folder by a name of its own, wherever it is.
  const home = mkdtempSync(join(tmpdir(), 'partyline-screens-'));
  process.chdir(home);
  const gateway = createGateway({
    data: './data',
    httpPort: 0,
    tcpPort: 0,
    drainMs: 500,
    logLevel: 'silent',
    floodControl: false,
  });
  const addresses = await gateway.start();
  const of = (name) => addresses.find(({ transport }) => transport === name);
  const url = of('http').url;
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS.split(' ') });
  const users = await connectUsers(of('tcp').port, await pictureOf(browser));
  try {
    for (const scheme of ['light', 'dark']) {
      await chat(browser, url, scheme);
      await operators(browser, `${url}console`, gateway.operatorToken, scheme);
    }
  } finally {
    await browser.close();
    for (const { stop } of users) stop();
    await gateway.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

/** The picture in a format that gateways show. */
async function pictureOf(browser) {
  const page = await browser.newPage({ viewport: { width: 480, height: 270 } });
  await page.setContent(`<body style="margin:0">${PICTURE}</body>`);
  const bytes = await page.screenshot({ type: 'png' });
  await page.close();
  return bytes;
}

/** Connects users who exchange messages: two clients and one with nc. */
async function connectUsers(port, picture) {
  const user = async (nick) => {
    const client = createClient({ open: tcp({ host: '127.0.0.1', port }), nick });
    client.connect();
    return { client, lobby: await client.join('lobby'), design: await client.join('design') };
  };
  const [olga, ming] = [await user('Ольга'), await user('李明')];
  const nc = connect(port, '127.0.0.1');
  nc.write('dora\n');
  await new Promise((resolve) => olga.lobby.on('joined', resolve));
  await olga.lobby.say('Доброе утро! Кто сегодня смотрит на релиз?');
  await ming.lobby.say('早上好。我在看 https://example.com/release-notes');
  const { id, epoch, offset } = await ming.lobby.say(
    'The notes are nearly done; `npm test` is green on both versions.',
  );
  await olga.client.request('react', { room: 'lobby', epoch, offset, emoji: '🎉' });
  await olga.lobby.say('Nice. Then let us go at noon.', { data: { reply: { epoch, offset, id } } });
  await ming.lobby.sendFile(picture, { name: 'valley.png', mediaType: 'image/png' }).done;
  nc.write('hello from a terminal, no client needed\n');
  await olga.client.request('room.topic', { room: 'design', topic: 'What it looks like, and why' });
  await olga.design.say('One hue, hairlines, and a lot of air.');
  return [{ stop: () => olga.client.stop() }, { stop: () => ming.client.stop() }, { stop: () => nc.destroy() }];
}

/** Takes one picture. */
const take = (page, name, scheme) =>
  page.screenshot({ path: `${folder}/${name}-${scheme}.${format.type === 'png' ? 'png' : 'jpg'}`, ...format });

async function chat(browser, url, scheme) {
  const context = await browser.newContext({
    viewport: WIDE,
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByLabel('Nick', { exact: true }).waitFor();
  await take(page, 'sign-in', scheme);
  await page.getByLabel('Nick', { exact: true }).fill(`ann-${scheme}`);
  await page.keyboard.press('Enter');
  await page.getByText('no client needed').waitFor();
  await page.getByRole('textbox', { name: /^Message/ }).fill('Noon it is. See you all in #design.');
  await page.keyboard.press('Enter');
  await page.locator('.message-sent').getByText('Noon it is').waitFor();
  await page.locator('img').first().waitFor();
  await take(page, 'room', scheme);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await take(page, 'switcher', scheme);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add an emoji' }).click();
  await page.getByRole('button', { name: 'Smileys' }).click();
  await page.getByRole('option').first().waitFor();
  await take(page, 'emoji', scheme);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('searchbox').fill('release');
  await page.keyboard.press('Enter');
  await page.locator('.search-results li').first().waitFor();
  await take(page, 'search', scheme);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('dialog').waitFor();
  await take(page, 'settings', scheme);
  await page.keyboard.press('Escape');
  await page.setViewportSize(NARROW);
  await take(page, 'room-narrow', scheme);
  await page.getByRole('button', { name: 'Show rooms' }).click();
  await take(page, 'rooms-narrow', scheme);
  await context.close();
}

const TABS = ['Overview', 'Sessions', 'Rooms', 'Messages', 'Plugins', 'Files', 'Audit', 'Config'];

async function operators(browser, url, token, scheme) {
  const context = await browser.newContext({
    viewport: WIDE,
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByLabel('Token', { exact: true }).waitFor();
  await take(page, 'console-sign-in', scheme);
  await page.getByLabel('Token', { exact: true }).fill(token);
  await page.keyboard.press('Enter');
  for (const tab of TABS) {
    await page.getByRole('tab', { name: tab }).click();
    await page.getByRole('tabpanel').waitFor();
    await page.waitForLoadState('networkidle').catch(() => {});
    await take(page, `console-${tab.toLowerCase()}`, scheme);
  }
  await page.setViewportSize(NARROW);
  await page.getByRole('tab', { name: 'Sessions' }).click();
  await take(page, 'console-narrow', scheme);
  await context.close();
}

await main();
