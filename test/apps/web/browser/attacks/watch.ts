import type { Page } from 'playwright-core';

/**
 * Finds effects of an attack in a page: executed code, elements that only an attack adds,
 * event handlers in attributes, and URLs that are neither of this gateway nor ordinary links.
 */
const BROKEN_IN = `(() => {
  const found = [];
  const all = [...document.querySelectorAll('*')];
  const here = (address) => new URL(address, location.href).origin === location.origin;
  const rules = {
    'iframe,frame,object,embed,applet,base,math,template,style,marquee': () => false,
    'script': ({ src }) => src !== '' && here(src),
    'link': ({ href }) => here(href),
    'img,video,audio,source': ({ src }) => src === '' || src.startsWith('blob:') || here(src),
    'a': ({ protocol, href }) => href === '' || /^(?:https?|mailto):$/.test(protocol),
    'form': ({ action }) => here(action),
  };
  for (const [selector, allowed] of Object.entries(rules)) {
    for (const element of document.querySelectorAll(selector)) {
      if (!allowed(element)) found.push(element.outerHTML.slice(0, 200));
    }
  }
  for (const element of all) {
    const handlers = element.getAttributeNames().filter((name) => name.startsWith('on') || name === 'srcdoc');
    if (handlers.length > 0) found.push(handlers.join(' ') + ' at ' + element.tagName);
  }
  if (window.pwned !== undefined) found.push('code has run');
  return found;
})()`;

/** Observations of a page under attack. */
export interface PageMonitor {
  /** Forbidden actions: dialogs, requests to other origins, new windows, navigation. */
  readonly violations: readonly string[];
  /** Forbidden content of the page. */
  broken(): Promise<readonly string[]>;
}

/** Starts to monitor a page. */
export function monitorPage(page: Page): PageMonitor {
  const { origin } = new URL(page.url());
  const violations: string[] = [];
  page.on('dialog', (dialog) => {
    violations.push(`asks ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (asked !== origin && protocol !== 'blob:') violations.push(`fetches ${request.url()}`);
  });
  page.on('popup', (popup) => void violations.push(`opens ${popup.url()}`));
  page.on('download', (download) => void violations.push(`downloads ${download.url()}`));
  page.on('framenavigated', (frame) => {
    if (new URL(frame.url()).origin !== origin) violations.push(`goes to ${frame.url()}`);
  });
  return { violations, broken: () => page.evaluate<readonly string[]>(BROKEN_IN) };
}
