import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that is gone when the test is done. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'partyline-gateway-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A file named chat.yaml with that text. */
export function configFile(text: string): string {
  const path = join(temporaryFolder(), 'chat.yaml');
  writeFileSync(path, text);
  return path;
}
