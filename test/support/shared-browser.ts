import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { needs } from './available.js';
import { browserFlags } from './browser-flags.js';

/** Starts the browser that all test files share, and ends it after the last one. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const executablePath = needs('chromium');
  const server =
    executablePath === undefined ? undefined : await chromium.launchServer({ executablePath, args: [...browserFlags] });
  provide('browser', server?.wsEndpoint());
  return async () => server?.close();
}
