import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createGateway, type Gateway } from '../../../../apps/gateway/index.js';
import { silent } from '../../../../core/index.js';
import { needs } from '../../../support/available.js';
import { useBrowser } from '../../../support/browser.js';
import { message, send, signIn, textBox } from './support/chat.js';

const chromium = needs('chromium');

/** Starts a gateway that stores messages in a folder. */
async function startKeeping(data: string, httpPort = 0): Promise<{ readonly gateway: Gateway; readonly url: string }> {
  const gateway = createGateway({ data, httpPort, tcpPort: 0, drainMs: 500 }, { logger: silent });
  const addresses = await gateway.start();
  onTestFinished(() => gateway.stop());
  const http = addresses.find(({ transport }) => transport === 'http');
  if (http === undefined) throw new TypeError('The gateway does not serve pages.');
  return { gateway, url: http.url };
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'page-state-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A proxy to a port whose connections can be cut. */
async function cable(port: number): Promise<{ readonly port: number; cut(): void; mend(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => {});
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The cable has no port.');
  return {
    port: address.port,
    cut() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
    mend: () => new Promise<void>((resolve) => server.listen(address.port, '127.0.0.1', resolve)),
  };
}

const kept = (page: Page) => page.locator('.message-sent .message-text');
const texts = (page: Page): Promise<string[]> => kept(page).allTextContents();
const shows = (page: Page, text: string) => message(page, text).first().waitFor();
const waits = (page: Page) => page.locator('.light-amber').first().waitFor({ state: 'attached' });
const isBack = (page: Page) => page.locator('.light-green').first().waitFor({ state: 'attached' });
/** Simulates the return of the network: ends the reconnect delay. */
const hurry = (page: Page) => page.evaluate("dispatchEvent(new Event('online'))");

describe.skipIf(chromium === undefined)('the state of the page', () => {
  const open = useBrowser(chromium ?? '');

  test('has every message once after a restart of the gateway with a log on disk', async () => {
    const data = folder();
    const fixture = await startKeeping(data);
    const ann = await signIn(open, fixture.url, 'ann');
    const bob = await signIn(open, fixture.url, 'bob');
    await send(ann, 'one');
    await send(bob, 'two');
    await Promise.all([shows(ann, 'two'), shows(bob, 'two')]);
    await fixture.gateway.stop();
    await Promise.all([waits(ann), waits(bob)]);
    await send(ann, 'said in the dark by ann');
    await send(bob, 'said in the dark by bob');
    await ann.locator('.message-waiting').waitFor();

    await startKeeping(data, Number(new URL(fixture.url).port));
    await Promise.all([hurry(ann), hurry(bob)]);
    await Promise.all([isBack(ann), isBack(bob)]);
    await Promise.all([shows(ann, 'said in the dark by bob'), shows(bob, 'said in the dark by ann')]);
    await send(ann, 'after');
    await Promise.all([shows(ann, 'after'), shows(bob, 'after')]);
    const said = await texts(ann);
    expect(said.toSorted()).toEqual(
      ['one', 'two', 'said in the dark by ann', 'said in the dark by bob', 'after'].toSorted(),
    );
    expect(await texts(bob)).toEqual(said);
  });

  test('has every message once after a network failure', async () => {
    const fixture = await startKeeping(folder());
    const wire = await cable(Number(new URL(fixture.url).port));
    const ann = await signIn(open, `http://127.0.0.1:${wire.port}/`, 'ann');
    const bob = await signIn(open, fixture.url, 'bob');
    await send(ann, 'before');
    await shows(bob, 'before');
    wire.cut();
    await waits(ann);
    await send(bob, 'missed');
    await shows(bob, 'missed');
    await send(ann, 'on its way');
    await ann.locator('.message-waiting').waitFor();
    await wire.mend();
    await hurry(ann);
    await isBack(ann);
    await Promise.all([shows(ann, 'missed'), shows(ann, 'on its way'), shows(bob, 'on its way')]);
    expect(await texts(ann)).toEqual(['before', 'missed', 'on its way']);
    expect(await texts(bob)).toEqual(['before', 'missed', 'on its way']);
  });

  test('reconnects when the browser is online again, with every message once', async () => {
    const fixture = await startKeeping(folder());
    const wire = await cable(Number(new URL(fixture.url).port));
    const ann = await signIn(open, `http://127.0.0.1:${wire.port}/`, 'ann');
    const bob = await signIn(open, fixture.url, 'bob');
    await ann.context().setOffline(true);
    wire.cut();
    await waits(ann);
    await wire.mend();
    await send(bob, 'while ann is offline');
    await shows(bob, 'while ann is offline');
    await send(ann, 'offline words');
    await ann.locator('.message-waiting').waitFor();
    await ann.context().setOffline(false);
    await Promise.all([shows(ann, 'while ann is offline'), shows(ann, 'offline words'), shows(bob, 'offline words')]);
    expect(await texts(ann)).toEqual(['while ann is offline', 'offline words']);
    expect(await texts(bob)).toEqual(['while ann is offline', 'offline words']);
  });

  test('resumes the session after a reload, with every message once', async () => {
    const fixture = await startKeeping(folder());
    const ann = await signIn(open, fixture.url, 'ann');
    const bob = await signIn(open, fixture.url, 'bob');
    await send(ann, 'mine');
    await send(bob, 'yours');
    await shows(ann, 'yours');
    await ann.reload();
    await textBox(ann).waitFor();
    await shows(ann, 'yours');
    await send(bob, 'later');
    await shows(ann, 'later');
    expect(await texts(ann)).toEqual(['mine', 'yours', 'later']);
    await send(ann, 'still me');
    await shows(bob, 'still me');
    const members = bob.getByRole('complementary', { name: 'Members' });
    expect(await members.getByText(/^ann\d/).count()).toBe(0);
  });

  test('restores direct conversations after a reload', async () => {
    const fixture = await startKeeping(folder());
    const ann = await signIn(open, fixture.url, 'ann');
    const bob = await signIn(open, fixture.url, 'bob');
    await send(ann, '/msg bob between us');
    await bob.getByRole('button', { name: /^ann.*1 unread message/ }).waitFor();
    await ann.reload();
    await ann.getByRole('button', { name: /^bob/ }).first().click();
    await shows(ann, 'between us');
    expect(await texts(ann)).toEqual(['between us']);
  });

  test('is not taken over by a duplicate of the tab', async () => {
    const fixture = await startKeeping(folder());
    const ann = await signIn(open, fixture.url, 'ann');
    const opened = ann.context().waitForEvent('page');
    await ann.evaluate('void window.open(location.href)');
    const copy = await opened;
    await copy.locator('dialog, .light-green').first().waitFor({ state: 'attached' });
    await send(ann, 'still here');
    await shows(ann, 'still here');
    expect(await ann.locator('.light-green').count()).toBeGreaterThan(0);
  });
});
