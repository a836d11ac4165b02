import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const page = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  // Relative, so that the page may be served under any path of a host.
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../dist/apps/web',
    emptyOutDir: true,
    target: 'es2023',
    // The first browsers with light-dark(): older targets would have it replaced by something larger.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // An inlined asset is a data: address, which the content security policy forbids.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The chat, and the operators' console.
    rolldownOptions: { input: { index: page('index.html'), console: page('console.html') } },
  },
});
